import { open } from 'node:fs/promises';

/** One line of a file, as bytes. */
export interface FileLine {
  /** Without the line feed. */
  readonly bytes: Buffer;
  /** Byte offset of the line. */
  readonly offset: number;
  /** Byte offset just behind the line. */
  readonly end: number;
  /** False for a last line without line feed: still being written, or torn by a crash. */
  readonly complete: boolean;
}

const CHUNK = 1 << 18;
const LINE_FEED = 0x0a;
/** Longer than any record; a file without line feeds is not read into memory whole. */
const LONGEST_LINE = 1 << 26;

/**
 * The lines of a file from a byte offset on, without loading more than one line and one chunk. A file that does not
 * exist has no lines.
 */
export async function* readLines(file: string, from = 0): AsyncGenerator<FileLine> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return;
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    let pending: Buffer = Buffer.alloc(0);
    let offset = from;
    for (let position = from; ;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      let bytes = Buffer.concat([pending, chunk.subarray(0, bytesRead)]);
      let searched = pending.length;
      for (;;) {
        const index = bytes.indexOf(LINE_FEED, searched);
        if (index === -1) break;
        yield { bytes: bytes.subarray(0, index), offset, end: offset + index + 1, complete: true };
        offset += index + 1;
        bytes = bytes.subarray(index + 1);
        searched = 0;
      }
      pending = bytes;
      if (pending.length > LONGEST_LINE) break;
    }
    if (pending.length > 0) yield { bytes: pending, offset, end: offset + pending.length, complete: false };
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
