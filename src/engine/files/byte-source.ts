/** Bytes of a file, or of an entry of an archive, read from any place on. */
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import { LabError } from '../../shared/errors';
import { quoted, RowProblem } from './row-problem';

/** Packed bytes that are read at once. */
const CHUNK = 64 * 2 ** 10;

export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** As many bytes as the buffer has, from a place on. @throws RowProblem where there are fewer */
  fill(buffer: Buffer, at: number): Promise<void>;
  close(): Promise<void>;
}

/** Part of a file as it lies. Closing it closes the file only where it is its own. */
export function fileBytes(
  handle: FileHandle,
  name: string,
  { start, size, owns }: { readonly start: number; readonly size: number; readonly owns: boolean },
): ByteSource {
  return {
    size,
    fill: async (buffer, at) => {
      if (at + buffer.length > size) throw endsEarly(name);
      let done = 0;
      while (done < buffer.length) {
        const { bytesRead } = await handle.read(buffer, done, buffer.length - done, start + at + done);
        if (bytesRead === 0) throw endsEarly(name);
        done += bytesRead;
      }
    },
    close: () => (owns ? handle.close() : Promise.resolve()),
  };
}

/**
 * Deflated part of a file, inflated as it is read: never more of it is in memory than what is asked for, whatever it would
 * become. Reading on is cheap, going back begins anew.
 *
 * What was damaged may still unpack to other numbers: once all has been read, it is held against its checksum.
 *
 * @param part its size is in bytes, inflated, as the archive tells; what goes beyond is not read
 */
export function inflatedBytes(
  handle: FileHandle,
  name: string,
  part: { readonly start: number; readonly packed: number; readonly size: number; readonly checksum: number },
): ByteSource {
  let open: Inflating | null = null;
  const close = async (): Promise<void> => {
    await open?.chunks.return?.();
    open?.inflate.destroy();
    open = null;
  };
  return {
    size: part.size,
    fill: async (buffer, at) => {
      if (at + buffer.length > part.size) throw endsEarly(name);
      if (open === null || at < open.at) {
        await close();
        open = inflating(handle, part);
      }
      const reading = open;
      try {
        await read(reading, at - reading.at, null);
        await read(reading, buffer.length, buffer);
      } catch (error) {
        await close();
        if (error instanceof RowProblem || error instanceof LabError) throw error;
        throw damaged(name);
      }
    },
    close,
  };

  async function read(from: Inflating, count: number, into: Buffer | null): Promise<void> {
    let done = 0;
    while (done < count) {
      if (from.rest.length === 0) {
        const next = await from.chunks.next();
        if (next.done === true) throw endsEarly(name);
        from.rest = next.value;
      }
      const taken = from.rest.subarray(0, count - done);
      into?.set(taken, done);
      from.rest = from.rest.subarray(taken.length);
      from.at += taken.length;
      from.checksum = crc32(taken, from.checksum);
      done += taken.length;
      if (from.at === part.size && from.checksum !== part.checksum) throw damaged(name);
    }
  }
}

interface Inflating {
  readonly inflate: InflateRaw;
  readonly chunks: AsyncIterator<Buffer>;
  /** Bytes that are inflated and not read yet. */
  rest: Buffer;
  /** Where they begin. */
  at: number;
  /** CRC-32 of all that was read. */
  checksum: number;
}

function inflating(handle: FileHandle, part: { readonly start: number; readonly packed: number }): Inflating {
  const inflate = createInflateRaw();
  // Not the handle's own stream: that would keep the file open as long as it is not read to its end.
  const packed = Readable.from(chunksOf(handle, part));
  packed.on('error', (error) => inflate.destroy(error));
  inflate.on('close', () => packed.destroy());
  packed.pipe(inflate);
  return {
    inflate,
    chunks: inflate[Symbol.asyncIterator]() as AsyncIterator<Buffer>,
    rest: Buffer.alloc(0),
    at: 0,
    checksum: 0,
  };
}

async function* chunksOf(
  handle: FileHandle,
  { start, packed }: { readonly start: number; readonly packed: number },
): AsyncGenerator<Buffer> {
  for (let done = 0; done < packed;) {
    const chunk = Buffer.alloc(Math.min(CHUNK, packed - done));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, start + done);
    if (bytesRead === 0) return;
    done += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

/** Not of one row: what was read before may be wrong too. */
function damaged(name: string): LabError {
  return new LabError('invalid', `${quoted(name)} is damaged: what is unpacked is not what was packed.`, {
    where: 'folder',
    remedy: 'Copy the file again.',
  });
}

function endsEarly(name: string): RowProblem {
  return new RowProblem(`${quoted(name)} ends early.`);
}
