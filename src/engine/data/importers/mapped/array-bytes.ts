import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { quoted, RowProblem } from '../importer';

const PIECE_BYTES = 2 ** 16;

/** The bytes of an array, wherever they lie. */
export interface ArrayBytes {
  readonly size: number;
  /** @throws RowProblem where they end early */
  read(from: number, length: number): Promise<Buffer>;
  close(): void;
}

/** A stretch of a file. */
export function storedBytes(handle: FileHandle, start: number, size: number, name: string): ArrayBytes {
  return {
    size,
    read: async (from, length) => {
      if (from + length > size) throw endsEarly(name);
      const bytes = Buffer.alloc(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await handle.read(bytes, done, length - done, start + from + done);
        if (bytesRead === 0) throw endsEarly(name);
        done += bytesRead;
      }
      return bytes;
    },
    close: () => undefined,
  };
}

/** A stretch of a file that is inflated as it is read, from its beginning on; going back begins anew. */
export function inflatedBytes(
  handle: FileHandle,
  { start, packed, size }: { readonly start: number; readonly packed: number; readonly size: number },
  name: string,
): ArrayBytes {
  let open: { readonly pieces: AsyncIterator<Buffer>; readonly end: () => void } | null = null;
  let rest: Buffer = Buffer.alloc(0);
  let at = 0;
  const close = (): void => {
    open?.end();
    open = null;
  };
  const begin = (): NonNullable<typeof open> => {
    close();
    rest = Buffer.alloc(0);
    at = 0;
    // A stream of the handle itself would close it.
    const packedBytes = Readable.from(piecesOf(handle, start, packed));
    const inflated = createInflateRaw();
    packedBytes.on('error', (error) => inflated.destroy(error));
    packedBytes.pipe(inflated);
    return {
      pieces: (inflated as AsyncIterable<Buffer>)[Symbol.asyncIterator](),
      end: () => {
        packedBytes.destroy();
        inflated.destroy();
      },
    };
  };
  /** The next `length` bytes; passed over where they are not wanted. */
  const take = async (length: number, isWanted: boolean): Promise<Buffer> => {
    const pieces: Buffer[] = [];
    for (let missing = length; missing > 0;) {
      if (rest.length === 0) {
        const next = await open?.pieces.next().catch(() => null);
        if (next === null || next === undefined) throw new RowProblem(`${quoted(name)} is corrupt.`);
        if (next.done === true) throw endsEarly(name);
        rest = next.value;
      }
      const piece = rest.subarray(0, missing);
      if (isWanted) pieces.push(piece);
      rest = rest.subarray(piece.length);
      missing -= piece.length;
    }
    at += length;
    return Buffer.concat(pieces);
  };
  return {
    size,
    read: async (from, length) => {
      if (from + length > size) throw endsEarly(name);
      if (open === null || from < at) open = begin();
      await take(from - at, false);
      return take(length, true);
    },
    close,
  };
}

async function* piecesOf(handle: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < length;) {
    const piece = Buffer.alloc(Math.min(PIECE_BYTES, length - done));
    const { bytesRead } = await handle.read(piece, 0, piece.length, start + done);
    if (bytesRead === 0) return;
    done += bytesRead;
    yield piece.subarray(0, bytesRead);
  }
}

function endsEarly(name: string): RowProblem {
  return new RowProblem(`${quoted(name)} ends early.`);
}
