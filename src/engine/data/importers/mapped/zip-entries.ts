import type { FileHandle } from 'node:fs/promises';
import { quoted, RowProblem } from '../importer';

/** One file of an archive; its name is told and never used as a path. */
export interface ZipEntry {
  readonly name: string;
  readonly isPacked: boolean;
  /** Where its bytes begin. */
  readonly start: number;
  /** Its bytes in the archive. */
  readonly packed: number;
  /** Its bytes once they are unpacked. */
  readonly size: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** A comment may stand behind the end. */
const LONGEST_END = 22 + 65_535;
const LONGEST_DIRECTORY = 16 * 2 ** 20;
const MOST_ENTRIES = 10_000;
/** What deflate makes of its smallest code, and some more. */
const MOST_INFLATION = 1100;

/**
 * The files of a ZIP archive, with 64-bit sizes where there are any.
 *
 * @throws RowProblem for what is no archive, is encrypted, or says to hold more than it can
 */
export async function zipEntries(handle: FileHandle, name: string): Promise<readonly ZipEntry[]> {
  const no = (): RowProblem => new RowProblem(`${quoted(name)} is no archive that is read (ZIP).`);
  const { size } = await handle.stat();
  const read = async (from: number, length: number): Promise<Buffer> => {
    if (from < 0 || length < 0 || from + length > size) throw no();
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await handle.read(bytes, 0, length, from);
    if (bytesRead < length) throw no();
    return bytes;
  };
  const tailStart = Math.max(0, size - LONGEST_END);
  const tail = await read(tailStart, size - tailStart);
  const at = lastOf(tail, END);
  if (at === -1 || at + 22 > tail.length) throw no();
  let count = tail.readUInt16LE(at + 10);
  let length = tail.readUInt32LE(at + 12);
  let from = tail.readUInt32LE(at + 16);
  if (count === 0xffff || from === 0xffffffff) {
    const locator = tailStart + at - 20;
    const end = Number((await read(locator + 8, 8)).readBigUInt64LE());
    const whole = await read(end, 56);
    if (whole.readUInt32LE(0) !== END_64) throw no();
    count = Number(whole.readBigUInt64LE(32));
    length = Number(whole.readBigUInt64LE(40));
    from = Number(whole.readBigUInt64LE(48));
  }
  if (count > MOST_ENTRIES || length > LONGEST_DIRECTORY) throw no();
  const directory = await read(from, length);
  const entries: ZipEntry[] = [];
  for (let place = 0; entries.length < count;) {
    if (place + 46 > directory.length || directory.readUInt32LE(place) !== ENTRY) throw no();
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => directory.readUInt16LE(place + field));
    const next = place + 46 + nameLength + extraLength + commentLength;
    if (next > directory.length) throw no();
    const method = directory.readUInt16LE(place + 10);
    const isEncrypted = (directory.readUInt16LE(place + 8) & 1) === 1;
    if (isEncrypted || (method !== 0 && method !== 8)) throw no();
    const extra = directory.subarray(place + 46 + nameLength, place + 46 + nameLength + extraLength);
    const [whole, packed, offset] = sizesOf(directory, place, extra, no);
    const local = await read(offset, 30);
    if (local.readUInt32LE(0) !== LOCAL) throw no();
    const start = offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
    if (start + packed > size || (method === 0 && packed !== whole)) throw no();
    if (whole > packed * MOST_INFLATION + 1024) {
      throw new RowProblem(`${quoted(name)} says to inflate to more than it can.`);
    }
    const entry = directory.toString('utf8', place + 46, place + 46 + nameLength);
    entries.push({ name: entry, isPacked: method === 8, start, packed, size: whole });
    place = next;
  }
  return entries;
}

/** Sizes and place of an entry, from the 64-bit field where they are too large for the others. */
function sizesOf(directory: Buffer, place: number, extra: Buffer, no: () => RowProblem): readonly number[] {
  let wide: Buffer | null = null;
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) wide = extra.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  let used = 0;
  return [24, 20, 42].map((field) => {
    const value = directory.readUInt32LE(place + field);
    if (value !== 0xffffffff) return value;
    if (wide === null || used + 8 > wide.length) throw no();
    used += 8;
    return Number(wide.readBigUInt64LE(used - 8));
  });
}

function lastOf(bytes: Buffer, signature: number): number {
  for (let at = bytes.length - 22; at >= 0; at -= 1) if (bytes.readUInt32LE(at) === signature) return at;
  return -1;
}
