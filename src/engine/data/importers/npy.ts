/** Arrays as NumPy saves them (`.npy`, format versions 1 to 3), read row by row, since they may be larger than the memory. */
import { fileBytes, type ByteSource } from '../../files/byte-source';
import { openContained } from '../../files/contained-file';
import { quoted, RowProblem } from '../../files/row-problem';

/** Bytes of a header at most: a shape takes a hundred. */
const LONGEST_HEADER = 2 ** 16;
/** Bytes of one row at most: it is read as a whole. */
const LARGEST_ROW = 64 * 2 ** 20;

type Decode = (bytes: DataView, at: number) => number;
/** Little-endian, or of one byte. */
const types: Readonly<Record<string, { readonly bytes: number; readonly decode: Decode }>> = {
  '<f4': { bytes: 4, decode: (view, at) => view.getFloat32(at, true) },
  '<f8': { bytes: 8, decode: (view, at) => view.getFloat64(at, true) },
  '<i2': { bytes: 2, decode: (view, at) => view.getInt16(at, true) },
  '<i4': { bytes: 4, decode: (view, at) => view.getInt32(at, true) },
  '<i8': { bytes: 8, decode: (view, at) => Number(view.getBigInt64(at, true)) },
  '|u1': { bytes: 1, decode: (view, at) => view.getUint8(at) },
  '|i1': { bytes: 1, decode: (view, at) => view.getInt8(at) },
};

/** An array whose first axis counts rows. */
export interface Npy {
  readonly shape: readonly number[];
  /** All numbers of a row, in the order of its other axes. */
  row(index: number): Promise<Float64Array>;
  close(): Promise<void>;
}

/** @throws MissingFile; RowProblem for a path that leaves the folder, or what is no array of numbers */
export async function openNpy(root: string, name: string): Promise<Npy> {
  const handle = await openContained(root, name);
  try {
    const { size } = await handle.stat();
    return await npyOf(fileBytes(handle, name, { start: 0, size, owns: true }), name);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The array that these bytes are; closing it closes them. @throws RowProblem for what is no array of numbers */
export async function npyOf(bytes: ByteSource, name: string): Promise<Npy> {
  const { descr, shape, start } = await headerOf(bytes, name);
  const type = Object.hasOwn(types, descr) ? types[descr] : null;
  if (type === null) {
    throw new RowProblem(
      `${quoted(name)} holds ${quoted(descr)}, which is not read. Save it as float32: a.astype("float32").`,
    );
  }
  const each = shape.slice(1).reduce((size, side) => size * side, 1);
  if (each * type.bytes > LARGEST_ROW) {
    throw new RowProblem(`A row of ${quoted(name)} is larger than ${LARGEST_ROW / 2 ** 20} MB.`);
  }
  const needed = start + shape[0] * each * type.bytes;
  if (bytes.size < needed) {
    throw new RowProblem(`${quoted(name)} ends early: ${bytes.size} bytes where ${needed} are needed.`);
  }
  return {
    shape,
    row: async (index) => {
      const row = Buffer.alloc(each * type.bytes);
      await bytes.fill(row, start + index * row.length);
      const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
      return Float64Array.from({ length: each }, (_, at) => type.decode(view, at * type.bytes));
    },
    close: () => bytes.close(),
  };
}

async function headerOf(
  bytes: ByteSource,
  name: string,
): Promise<{ readonly descr: string; readonly shape: readonly number[]; readonly start: number }> {
  const no = (): RowProblem => new RowProblem(`${quoted(name)} is no array of NumPy (.npy).`);
  const first = Buffer.alloc(12);
  if (bytes.size < first.length) throw no();
  await bytes.fill(first, 0);
  if (first.subarray(0, 6).toString('latin1') !== '\u0093NUMPY') throw no();
  const isFirst = first[6] === 1;
  const start = isFirst ? 10 : 12;
  const length = isFirst ? first.readUInt16LE(8) : first.readUInt32LE(8);
  if (length > LONGEST_HEADER || start + length > bytes.size) throw no();
  const text = Buffer.alloc(length);
  await bytes.fill(text, start);
  const header = text.toString('latin1');
  const descr = /'descr':\s*'([^']{1,20})'/u.exec(header)?.[1];
  const isFortran = /'fortran_order':\s*(True|False)/u.exec(header)?.[1];
  const sides = /'shape':\s*\(([\d,\s]*)\)/u.exec(header)?.[1];
  if (descr === undefined || isFortran === undefined || sides === undefined) throw no();
  if (isFortran === 'True') {
    throw new RowProblem(`${quoted(name)} lies column by column. Save it again: numpy.ascontiguousarray(a).`);
  }
  const shape = sides.split(',').flatMap((side) => (side.trim() === '' ? [] : [Number(side)]));
  if (shape.length === 0) throw new RowProblem(`${quoted(name)} holds one number, not rows.`);
  return { descr, shape, start: start + length };
}
