import { basename } from 'node:path';
import { fileBytes, type ByteSource } from '../../../files/byte-source';
import { openContained } from '../../../files/contained-file';
import { quoted, RowProblem } from '../../../files/row-problem';
import { openZip } from '../../../files/zip';
import { arrayRows, checkArray, type StoredArray } from './array-rows';
import { safetensorsType } from './array-type';
import { isObject } from './json-fields';
import { npyArray } from './npy-array';
import type { RowFile } from './row-file';

const ENDING = '.npy';
const LONGEST_HEADER = 10 * 2 ** 20;

/** One array of NumPy: a column called as the file. @throws RowProblem */
export async function openNpyFile(root: string, name: string, called = basename(name, '.npy')): Promise<RowFile> {
  const handle = await openContained(root, name);
  try {
    const { size } = await handle.stat();
    const array = await npyArray(fileBytes(handle, name, { start: 0, size, owns: false }), called, name);
    checkArray(array);
    return arrayRows([array], () => handle.close());
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Several arrays of NumPy in one archive, a column each. Nothing of it is unpacked to the disk. @throws RowProblem */
export async function openNpz(root: string, name: string): Promise<RowFile> {
  const zip = await openZip(root, name);
  try {
    const arrays: StoredArray[] = [];
    for (const entry of zip.names) {
      if (!entry.endsWith(ENDING)) continue;
      const array = await npyArray(await zip.entry(entry), entry.slice(0, -ENDING.length), `${name}: ${entry}`);
      if (array.shape.length > 0) arrays.push(array);
    }
    if (arrays.length === 0) throw new RowProblem(`${quoted(name)} holds no array.`);
    arrays.forEach(checkArray);
    return arrayRows(arrays, () => zip.close());
  } catch (error) {
    await zip.close();
    throw error;
  }
}

/** Tensors by their names, a column each. @throws RowProblem */
export async function openSafetensors(root: string, name: string): Promise<RowFile> {
  const handle = await openContained(root, name);
  try {
    const { size } = await handle.stat();
    const all = fileBytes(handle, name, { start: 0, size, owns: false });
    const length = Number((await bytesOf(all, 0, 8)).readBigUInt64LE());
    if (length > LONGEST_HEADER) throw new RowProblem(`${quoted(name)} has a header of ${length} bytes; too long.`);
    const header = headerOf((await bytesOf(all, 8, length)).toString('utf8'), name);
    const ranges: Range[] = [];
    const arrays = Object.entries(header).flatMap(([column, value]): readonly StoredArray[] => {
      if (column === '__metadata__') return [];
      const { dtype, shape, data_offsets: offsets } = isObject(value) ? value : {};
      if (!areSizes(shape) || !areSizes(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
        throw new RowProblem(`${quoted(name)} tells nothing that is read of ${quoted(column)}.`);
      }
      const from = 8 + length + offsets[0];
      if (from + offsets[1] - offsets[0] > size) throw new RowProblem(`${quoted(name)} ends early.`);
      ranges.push({ column, begin: offsets[0], end: offsets[1] });
      const bytes = fileBytes(handle, name, { start: from, size: offsets[1] - offsets[0], owns: false });
      return shape.length === 0 ? [] : [{ column, shape, type: safetensorsType(dtype, column), start: 0, bytes }];
    });
    refuseOverlaps(ranges, name);
    if (arrays.length === 0) throw new RowProblem(`${quoted(name)} holds no array.`);
    arrays.forEach(checkArray);
    return arrayRows(arrays, () => handle.close());
  } catch (error) {
    await handle.close();
    throw error;
  }
}

interface Range {
  readonly column: string;
  readonly begin: number;
  readonly end: number;
}

/** The format lets no byte belong to two arrays. @throws RowProblem */
function refuseOverlaps(ranges: readonly Range[], name: string): void {
  const inOrder = ranges.filter(({ begin, end }) => end > begin).sort((one, other) => one.begin - other.begin);
  const at = inOrder.findIndex(({ begin }, place) => place > 0 && begin < inOrder[place - 1].end);
  if (at === -1) return;
  throw new RowProblem(
    `${quoted(name)} lets the arrays ${quoted(inOrder[at - 1].column)} and ${quoted(inOrder[at].column)} overlap.`,
  );
}

async function bytesOf(source: ByteSource, at: number, length: number): Promise<Buffer> {
  if (at + length > source.size) throw new RowProblem('It ends inside its header.');
  const bytes = Buffer.alloc(length);
  await source.fill(bytes, at);
  return bytes;
}

function headerOf(text: string, name: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Said below, as for what is JSON but no object.
  }
  throw new RowProblem(`${quoted(name)} has no header that is read.`);
}

function areSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((side) => Number.isSafeInteger(side) && Number(side) >= 0);
}
