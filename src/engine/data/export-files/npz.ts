/** Arrays as NumPy reads them: `.npy` of format version 1, and `.npz`, a ZIP of such that is not compressed. */
import { zipSync, type Zippable } from 'fflate';

/** float32, row-major. */
export interface FloatArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
/** The header ends on a multiple of this, so that numbers can be mapped into memory. */
const ALIGNED = 64;

/** @throws TypeError for a shape that does not hold as many numbers */
export function npy({ shape, data }: FloatArray): Uint8Array {
  if (shape.reduce((size, side) => size * side, 1) !== data.length) {
    throw new TypeError(`${String(data.length)} numbers do not have the shape ${shape.join(' × ')}.`);
  }
  const sides = shape.length === 1 ? `${String(shape[0])},` : shape.join(', ');
  const words = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sides}), }`;
  const start = MAGIC.length + 2;
  const length = Math.ceil((start + words.length + 1) / ALIGNED) * ALIGNED - start;
  const bytes = new Uint8Array(start + length + 4 * data.length);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint16(MAGIC.length, length, true);
  bytes.set(new TextEncoder().encode(`${words.padEnd(length - 1)}\n`), start);
  data.forEach((value, at) => {
    view.setFloat32(start + length + 4 * at, value, true);
  });
  return bytes;
}

/** The first moment that a ZIP can tell: equal arrays make equal bytes. */
const noTime = new Date(1980, 0, 1);

/** @param arrays by name, in their order */
export function npz(arrays: Readonly<Record<string, FloatArray>>): Uint8Array {
  const files: Zippable = {};
  for (const [name, array] of Object.entries(arrays)) files[`${name}.npy`] = [npy(array), { level: 0, mtime: noTime }];
  return zipSync(files);
}
