import { LabError } from '../../../shared/errors';
import { weightBytes, type TfjsModel, type WeightSpec } from './model-json';

/**
 * Refuses weights that are no numbers, before anything is computed with them. Infinity is refused of layers alone: graphs have
 * it in masks.
 *
 * @throws LabError `invalid`
 */
export function refuseNotFinite({ form, specs }: TfjsModel, weights: Uint8Array, where: string): void {
  let at = 0;
  for (const spec of specs) {
    const bytes = weightBytes(spec);
    const strange = countStrange(spec, weights.slice(at, at + bytes), form === 'layers');
    at += bytes;
    if (strange === 0) continue;
    throw new LabError(
      'invalid',
      `holds ${strange} ${strange === 1 ? 'number' : 'numbers'} in the weight ${JSON.stringify(spec.name)} that ${strange === 1 ? 'is' : 'are'} not finite.`,
      { where, remedy: 'Give weights of a training that went well.' },
    );
  }
}

/** @param own bytes of the weight, at the start of their buffer */
function countStrange({ dtype, quantization }: WeightSpec, own: Uint8Array, all: boolean): number {
  const isStrange = (value: number): boolean => (all ? !Number.isFinite(value) : Number.isNaN(value));
  const packed = quantization?.dtype ?? dtype;
  switch (packed) {
    case 'float32': {
      const values = new Float32Array(own.buffer, 0, own.length / 4);
      return values.reduce((count, value) => count + Number(isStrange(value)), 0);
    }
    case 'float16': {
      const values = new Uint16Array(own.buffer, 0, own.length / 2);
      // IEEE 754: all bits of the exponent set, and of the fraction some (not a number) or none (infinity).
      return values.reduce(
        (count, bits) => count + Number((bits & 0x7c00) === 0x7c00 && (all || (bits & 0x3ff) !== 0)),
        0,
      );
    }
    case 'int32':
    case 'bool':
    case 'uint8':
    case 'uint16':
      return 0;
    default:
      return packed satisfies never;
  }
}
