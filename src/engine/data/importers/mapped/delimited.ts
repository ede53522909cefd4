import type { FileHandle } from 'node:fs/promises';
import { LabError } from '../../../../shared/errors';
import { holdsAnything, recordAt } from '../csv';

/** Longest record that is read, in characters: an open quote must not fill the memory. */
const LONGEST_RECORD = 4 * 2 ** 20;
/** Read at once, and of a record that goes on as many more as it has: texts of a megabyte each are thrown away late. */
const PIECE_BYTES = 2 ** 15;
const LONGEST_PIECE = 2 ** 20;

export interface DelimitedRecord {
  /** The line it begins in, counted from 1. */
  readonly line: number;
  /** Null where the record is too long. */
  readonly cells: readonly string[] | null;
}

/**
 * The records of an opened UTF-8 file, read piece by piece. Leaves the file open.
 *
 * @param name of the file, for errors
 * @throws LabError `invalid` for a file that is not UTF-8
 */
export async function* delimitedRecords(
  handle: FileHandle,
  name: string,
  separator: string,
): AsyncGenerator<DelimitedRecord> {
  let text = '';
  let line = 1;
  let isSkipping = false;
  const next = pieces(handle, name);
  for (let isLast = false; !isLast;) {
    const read = await next(Math.min(LONGEST_PIECE, Math.max(PIECE_BYTES, text.length)));
    text += read.piece;
    isLast = read.isLast;
    let at = 0;
    while (at < text.length) {
      if (isSkipping) {
        // What follows a record that is too long is read from the next line on.
        const end = text.indexOf('\n', at);
        at = end === -1 ? text.length : end + 1;
        line += Number(end !== -1);
        isSkipping = end === -1;
        continue;
      }
      const { cells, end, lines, ended } = recordAt(text, at, separator);
      if (!ended && !isLast) {
        if (text.length - at < LONGEST_RECORD) break;
        yield { line, cells: null };
        isSkipping = true;
        continue;
      }
      if (holdsAnything(cells)) yield { line, cells };
      at = end;
      line += lines;
    }
    text = text.slice(at);
  }
}

/** Reads on with each call, so many bytes at most. */
function pieces(
  handle: FileHandle,
  name: string,
): (most: number) => Promise<{ readonly piece: string; readonly isLast: boolean }> {
  // A byte-order mark, as spreadsheets write it, is left out by the decoder.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = Buffer.alloc(PIECE_BYTES);
  let place = 0;
  return async (most) => {
    if (bytes.length < most) bytes = Buffer.alloc(most);
    const { bytesRead } = await handle.read(bytes, 0, most, place);
    place += bytesRead;
    return { piece: decoded(decoder, bytes.subarray(0, bytesRead), bytesRead > 0, name), isLast: bytesRead === 0 };
  };
}

function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean, name: string): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw new LabError('invalid', 'is not UTF-8.', { where: name, remedy: 'Save it as UTF-8.' });
  }
}
