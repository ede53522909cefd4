import { StoredInput } from '../../shared/stored-input';
import { AppendFile } from './append-file';
import { decodeLine } from './checked-line';
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

/** Opens the file for appending, its torn last line, which a crash leaves, cut off. */
export async function openInputs(file: string): Promise<AppendFile> {
  for await (const { offset, complete } of readLines(file)) {
    if (!complete) await dropTorn(file, offset);
  }
  return AppendFile.open(file);
}
