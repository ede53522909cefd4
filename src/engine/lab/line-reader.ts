import { open } from 'node:fs/promises';

/** One line of a file, as bytes. */
export interface FileLine {
  /** Without the line feed; of a line that is longer than any record, the beginning. */
  readonly bytes: Buffer;
  /** Byte offset of the line. */
  readonly offset: number;
  /** Byte offset just behind the line. */
  readonly end: number;
  /** False where the file ends without a line feed: the line is still being written, or torn by a crash. */
  readonly complete: boolean;
}

const CHUNK = 1 << 18;
const LINE_FEED = 0x0a;
/** Longer than any record: where a line feed is missing, what follows is not kept in memory. */
const LONGEST_LINE = 1 << 26;

/**
 * The lines of a file from a byte offset on, without loading more than one line and one chunk. A file that does not
 * exist has no lines.
 */
export async function* readLines(file: string, from = 0): AsyncGenerator<FileLine> {
  for await (const lines of readLineGroups(file, from)) yield* lines;
}

/** The same, all lines that end in a chunk together: for who has little to do for each of a million lines. */
export async function* readLineGroups(file: string, from = 0): AsyncGenerator<readonly FileLine[]> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return;
  try {
    let offset = from;
    let pieces: Buffer[] = [];
    let kept = 0;
    const keep = (piece: Buffer): void => {
      if (piece.length === 0 || kept > LONGEST_LINE) return;
      pieces.push(piece);
      kept += piece.length;
    };
    const take = (end: number, complete: boolean): FileLine => {
      const line = { bytes: pieces.length === 1 ? pieces[0] : Buffer.concat(pieces), offset, end, complete };
      [offset, pieces, kept] = [end, [], 0];
      return line;
    };
    for (let position = from; ;) {
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, position);
      if (bytesRead === 0) {
        if (position > offset) yield [take(position, false)];
        return;
      }
      const chunk = buffer.subarray(0, bytesRead);
      const lines: FileLine[] = [];
      let start = 0;
      for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, start)) {
        keep(chunk.subarray(start, at));
        start = at + 1;
        lines.push(take(position + start, true));
      }
      keep(chunk.subarray(start));
      position += bytesRead;
      if (lines.length > 0) yield lines;
    }
  } finally {
    await handle.close();
  }
}

/** Does a line start at this byte offset? */
export async function isLineStart(file: string, offset: number): Promise<boolean> {
  if (offset === 0) return true;
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, offset - 1);
    return bytesRead === 1 && buffer[0] === LINE_FEED;
  } finally {
    await handle.close();
  }
}
