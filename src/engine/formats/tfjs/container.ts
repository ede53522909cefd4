/**
 * A model of TensorFlow.js as the lab keeps it, in one file whatever it came as: the length of a header (8 bytes,
 * little-endian), the header (canonical JSON), the weights one after the other. Equal models give equal bytes.
 */
import { z } from 'zod';
import { LabError } from '../../../shared/errors';
import { canonicalJson } from '../../../shared/identity';
import { MOST_JSON_BYTES, weightBytes, WeightSpec, type TfjsModel } from './model-json';

const LENGTH_BYTES = 8;
/** A header says what `model.json` says, and little more. */
const MOST_HEADER_BYTES = 2 * MOST_JSON_BYTES;

const Header = z.strictObject({
  format: z.literal('muroan.tfjs'),
  formatVersion: z.literal(1),
  form: z.enum(['layers', 'graph']),
  topology: z.record(z.string(), z.unknown()),
  signature: z.record(z.string(), z.unknown()).nullable(),
  specs: z.array(WeightSpec),
});

export interface KeptTfjs extends TfjsModel {
  readonly weights: Uint8Array;
}

export function writeContainer({ form, topology, signature, specs, weights }: KeptTfjs): Uint8Array {
  const format = { format: 'muroan.tfjs', formatVersion: 1 } as const;
  const header = new TextEncoder().encode(canonicalJson({ ...format, form, topology, signature, specs }));
  const bytes = new Uint8Array(LENGTH_BYTES + header.length + weights.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, LENGTH_BYTES);
  bytes.set(weights, LENGTH_BYTES + header.length);
  return bytes;
}

/** @throws LabError `damaged` for what is no such file */
export function readContainer(bytes: Uint8Array, where: string): KeptTfjs {
  const refused = (): LabError =>
    new LabError('damaged', 'is no model of TensorFlow.js as the lab keeps them.', {
      where,
      remedy: 'Restore it from a backup, or remove the model and import it again.',
    });
  if (bytes.length < LENGTH_BYTES) throw refused();
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > Math.min(MOST_HEADER_BYTES, bytes.length - LENGTH_BYTES)) throw refused();
  const start = LENGTH_BYTES + length;
  const header = Header.safeParse(jsonOf(bytes.subarray(LENGTH_BYTES, start)));
  if (!header.success) throw refused();
  const { form, topology, signature, specs } = header.data;
  const weights = bytes.subarray(start);
  if (specs.reduce((sum, spec) => sum + weightBytes(spec), 0) !== weights.length) throw refused();
  return { form, topology, signature, specs, weights };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
