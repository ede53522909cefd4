import { LabError } from '../../shared/errors';
import { bytesOf, float32Of, floatTypes, type FloatType } from './float-types';

/** float32 tensor, row-major. The lab stores no other type; of others it reads files that people bring. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A map, not an object: names come from files, and `__proto__` must be a name like any other. */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

const LENGTH_BYTES = 8;
/** Ten times what a model of 10,000 tensors needs; a header is parsed as a whole, so it must stay small. */
const MAX_HEADER = 10_000_000;
const METADATA = '__metadata__';

/**
 * A safetensors file (format of github.com/huggingface/safetensors): 8 bytes length of the header, the header as
 * JSON, the data. Equal content gives equal bytes: names are sorted, the header is padded with spaces to 8 bytes.
 */
export function writeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
  const names = [...tensors.keys()].sort();
  const entries: [string, unknown][] = [];
  if (Object.keys(metadata).length > 0) entries.push([METADATA, sorted(metadata)]);
  let end = 0;
  for (const name of names) {
    const { shape, data } = get(tensors, name);
    const begin = end;
    end += data.byteLength;
    entries.push([name, { dtype: 'F32', shape, data_offsets: [begin, end] }]);
  }
  const json = `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
  const text = new TextEncoder().encode(json);
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + length);
  bytes.set(text, LENGTH_BYTES);
  let offset = LENGTH_BYTES + length;
  for (const name of names) {
    const { data } = get(tensors, name);
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

/**
 * Reads a safetensors file of the lab's own; everything in it is checked before it is used.
 *
 * @param where the file, for the error
 * @throws LabError `damaged` for anything but a whole, gapless file of float32 tensors
 */
export function readSafetensors(bytes: Uint8Array, where: string): TensorFile {
  return readAs(bytes, ['F32'], (message) => {
    const remedy = 'Restore the file from a backup, or delete its folder and train the model again.';
    return new LabError('damaged', message, { where, remedy });
  });
}

/** A file that somebody brings, every tensor as float32. */
export interface BroughtTensors extends TensorFile {
  /** Names of the tensors that were of another type. */
  readonly converted: readonly string[];
}

/**
 * Reads a safetensors file that somebody brings.
 *
 * @param refused makes the error of what is wrong with it
 * @throws what `refused` makes, for anything but a whole, gapless file of tensors of floating-point numbers
 */
export function readBroughtSafetensors(bytes: Uint8Array, refused: (message: string) => LabError): BroughtTensors {
  return readAs(bytes, floatTypes, refused);
}

function readAs(bytes: Uint8Array, types: readonly FloatType[], damaged: Damaged): BroughtTensors {
  if (bytes.length < LENGTH_BYTES) throw damaged('is too short for a safetensors file.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER)) throw damaged(`has a header of ${length} bytes; at most ${MAX_HEADER} are read.`);
  const dataStart = LENGTH_BYTES + Number(length);
  if (dataStart > bytes.length) throw damaged('ends inside its header.');
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, dataStart), damaged);
  const dataLength = bytes.length - dataStart;

  const metadata = new Map<string, string>();
  const tensors = new Map<string, StoredTensor>();
  const converted: string[] = [];
  const ranges: { readonly name: string; readonly begin: number; readonly end: number }[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA) {
      for (const [key, text] of metadataOf(value, damaged)) metadata.set(key, text);
      continue;
    }
    const { type, shape, begin, end } = entryOf(name, value, dataLength, types, damaged);
    // A copy, because a view has to start at a multiple of four bytes.
    // Not `slice`, which gives a view where a file was read into a Buffer.
    const { buffer } = new Uint8Array(bytes.subarray(dataStart + begin, dataStart + end));
    tensors.set(name, { shape, data: float32Of(buffer, type) });
    if (type !== 'F32') converted.push(name);
    ranges.push({ name, begin, end });
  }
  checkGapless(ranges, dataLength, damaged);
  return { tensors, metadata: Object.fromEntries(metadata), converted };
}

type Damaged = (message: string) => LabError;

function parseHeader(bytes: Uint8Array, damaged: Damaged): Readonly<Record<string, unknown>> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw damaged('has a header that is not JSON.');
  }
  if (!isObject(header)) throw damaged('has a header that is not a JSON object.');
  return header;
}

function metadataOf(value: unknown, damaged: Damaged): readonly (readonly [string, string])[] {
  if (!isObject(value)) throw damaged('has metadata that are not a JSON object.');
  return Object.entries(value).map(([key, text]) => {
    if (typeof text !== 'string') throw damaged(`has metadata ${JSON.stringify(key)} that are not text.`);
    return [key, text] as const;
  });
}

interface Entry {
  readonly type: FloatType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

function entryOf(
  name: string,
  value: unknown,
  dataLength: number,
  types: readonly FloatType[],
  damaged: Damaged,
): Entry {
  const label = `tensor ${JSON.stringify(name)}`;
  if (!isObject(value)) throw damaged(`describes ${label} by something that is not a JSON object.`);
  const { dtype, shape, data_offsets: offsets } = value;
  const type = types.find((one) => one === dtype);
  if (type === undefined)
    throw damaged(
      `holds ${label} as ${dtype === undefined ? 'nothing' : JSON.stringify(dtype)}; only ${types.join(', ')} ${types.length === 1 ? 'is' : 'are'} read.`,
    );
  if (!isSizes(shape)) throw damaged(`gives ${label} a shape that is not a list of whole numbers.`);
  if (!isSizes(offsets) || offsets.length !== 2)
    throw damaged(`gives ${label} offsets that are not two whole numbers.`);
  const [begin, end] = offsets;
  if (begin > end || end > dataLength) throw damaged(`places ${label} outside the ${dataLength} bytes of data.`);
  const bytes = shape.reduce((product, size) => product * size, bytesOf[type]);
  if (bytes !== end - begin) throw damaged(`gives ${label} ${end - begin} bytes, but its shape needs ${bytes}.`);
  return { type, shape, begin, end };
}

/** The format demands that the tensors cover the data, one after the other: no overlap, nothing hidden between. */
function checkGapless(
  ranges: readonly { readonly name: string; readonly begin: number; readonly end: number }[],
  dataLength: number,
  damaged: Damaged,
): void {
  let covered = 0;
  for (const { name, begin, end } of [...ranges].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin < covered) throw damaged(`lets tensor ${JSON.stringify(name)} overlap another one.`);
    if (begin > covered) throw damaged(`leaves ${begin - covered} unused bytes before tensor ${JSON.stringify(name)}.`);
    covered = end;
  }
  if (covered !== dataLength) throw damaged(`has ${dataLength - covered} bytes after its last tensor.`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && (size as number) >= 0);
}

function sorted(metadata: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function get(tensors: ReadonlyMap<string, StoredTensor>, name: string): StoredTensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new Error(`No tensor ${name}.`);
  return tensor;
}
