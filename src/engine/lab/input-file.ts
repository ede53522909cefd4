import { StoredInput } from '../../shared/samples/stored-input';
import { AppendFile } from './append-file';
import { jsonStart, decodeLine } from './checked-line';
import { readLines } from './line-reader';
import { dropTorn } from './repair';

/**
 * The stored inputs of a run, by cell and row; of one that was written twice, as a run that was killed between an input and
 * its record does, the last. What is torn or damaged is left out: whoever knows what should be there misses it.
 */
export async function* readInputs(file: string): AsyncGenerator<StoredInput> {
  for await (const { bytes, complete } of readLines(file)) {
    if (!complete) return;
    const decoded = decodeLine(bytes);
    const input = decoded.ok ? StoredInput.safeParse(decoded.value) : null;
    if (input?.success === true) yield input.data;
  }
}

/** What of a line says whose it is: written first. */
const owner = /^\{"cell":("[^"]*"),"row":(\d+),/u;
/** Bytes in which it stands: a checksum, a blank, and names of cells are short. */
const ownerBytes = 256;

/** The stored inputs of these samples, by `cell row`; as `readInputs`, but lines of others are passed over unread. */
export async function findInputs(
  file: string,
  wanted: readonly { readonly cell: string; readonly row: number }[],
): Promise<ReadonlyMap<string, StoredInput['values']>> {
  const keys = new Set(wanted.map(({ cell, row }) => `${cell} ${String(row)}`));
  const found = new Map<string, StoredInput['values']>();
  if (keys.size === 0) return found;
  for await (const { bytes, complete } of readLines(file)) {
    if (!complete) return found;
    const named = owner.exec(bytes.subarray(jsonStart, ownerBytes).toString());
    if (named !== null && !keys.has(`${JSON.parse(named[1]) as string} ${named[2]}`)) continue;
    const decoded = decodeLine(bytes);
    const input = decoded.ok ? StoredInput.safeParse(decoded.value) : null;
    if (input?.success !== true) continue;
    const key = `${input.data.cell} ${String(input.data.row)}`;
    if (keys.has(key)) found.set(key, input.data.values);
  }
  return found;
}

/** Opens the file for appending, its torn last line, which a crash leaves, cut off. */
export async function openInputs(file: string): Promise<AppendFile> {
  for await (const { offset, complete } of readLines(file)) {
    if (!complete) await dropTorn(file, offset);
  }
  return AppendFile.open(file);
}
