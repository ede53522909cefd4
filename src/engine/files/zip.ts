/** ZIP archives (APPNOTE 6.3, with ZIP64, as NumPy writes them), read entry by entry and never as a whole. */
import type { FileHandle } from 'node:fs/promises';
import { fileBytes, inflatedBytes, type ByteSource } from './byte-source';
import { openContained } from './contained-file';
import { quoted, RowProblem } from './row-problem';

/** Bytes of the end of an archive that its directory is told in: the record, and the longest comment. */
const LONGEST_END = 22 + 65_535;
const LARGEST_DIRECTORY = 2 ** 20;
/** Of an entry, unpacked: NTU RGB+D 120 has less. */
const LARGEST_ENTRY = 64 * 2 ** 30;
const IN_ZIP64 = 0xffff_ffff;

export interface Zip {
  /** Of the entries, in the order of the archive. */
  readonly names: readonly string[];
  /** Bytes of an entry as the archive tells them, packed and unpacked; null: there is none of this name. */
  sizesOf(name: string): { readonly packed: number; readonly size: number } | null;
  /** @throws RowProblem for an entry that is packed in another way, or does not lie in the file */
  entry(name: string): Promise<ByteSource>;
  close(): Promise<void>;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packed: number;
  readonly size: number;
  readonly header: number;
  readonly checksum: number;
}

/** What an archive is meant to be, for who reads why it is not. */
export interface ZipWords {
  readonly kind: string;
  /** What to do about one that is packed in another way. */
  readonly remedy: string;
}
const npz: ZipWords = { kind: 'archive of NumPy (.npz)', remedy: 'Save it with numpy.savez.' };

/** @throws MissingFile; RowProblem for a path that leaves the folder, what is no archive, or has two entries of one name */
export async function openZip(root: string, name: string, words = npz): Promise<Zip> {
  const handle = await openContained(root, name);
  try {
    const { size } = await handle.stat();
    const entries = new Map<string, Entry>();
    for (const entry of await directoryOf(handle, size, name, words)) {
      // Programs differ in which of the two they take.
      if (entries.has(entry.name)) throw new RowProblem(`${quoted(name)} has two entries ${quoted(entry.name)}.`);
      entries.set(entry.name, entry);
    }
    return {
      names: [...entries.keys()],
      sizesOf: (wanted) => entries.get(wanted) ?? null,
      entry: async (wanted) => {
        const entry = entries.get(wanted);
        if (entry === undefined) throw new RowProblem(`${quoted(name)} has no ${quoted(wanted)}.`);
        return bytesOf(handle, size, entry, `${name}: ${wanted}`, words);
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function bytesOf(
  handle: FileHandle,
  fileSize: number,
  entry: Entry,
  name: string,
  { remedy }: ZipWords,
): Promise<ByteSource> {
  const { method, isEncrypted, packed, size, header, checksum } = entry;
  if (isEncrypted || (method !== 0 && method !== 8)) {
    throw new RowProblem(`${quoted(name)} is packed in a way that is not read. ${remedy}`);
  }
  if (size > LARGEST_ENTRY) throw new RowProblem(`${quoted(name)} is larger than 64 GB unpacked.`);
  const local = await bytesAt(handle, header, 30);
  const start = header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (local.readUInt32LE(0) !== 0x0403_4b50 || start + packed > fileSize || (method === 0 && packed !== size)) {
    throw new RowProblem(`${quoted(name)} is damaged: it does not lie where the archive says.`);
  }
  return method === 0
    ? fileBytes(handle, name, { start, size, owns: false })
    : inflatedBytes(handle, name, { start, packed, size, checksum });
}

async function directoryOf(
  handle: FileHandle,
  size: number,
  name: string,
  { kind }: ZipWords,
): Promise<readonly Entry[]> {
  const no = (): RowProblem => new RowProblem(`${quoted(name)} is no ${kind}.`);
  const length = Math.min(size, LONGEST_END);
  const end = await bytesAt(handle, size - length, length);
  let at = end.length - 22;
  while (at >= 0 && end.readUInt32LE(at) !== 0x0605_4b50) at -= 1;
  if (at < 0) throw no();
  let bytes = end.readUInt32LE(at + 12);
  let start = end.readUInt32LE(at + 16);
  if (bytes === IN_ZIP64 || start === IN_ZIP64 || end.readUInt16LE(at + 10) === 0xffff) {
    if (at < 20 || end.readUInt32LE(at - 20) !== 0x0706_4b50) throw no();
    const record = await bytesAt(handle, Number(end.readBigUInt64LE(at - 12)), 56);
    if (record.readUInt32LE(0) !== 0x0606_4b50) throw no();
    [bytes, start] = [Number(record.readBigUInt64LE(40)), Number(record.readBigUInt64LE(48))];
  }
  if (bytes > LARGEST_DIRECTORY || start + bytes > size) throw no();
  const directory = await bytesAt(handle, start, bytes);
  const entries: Entry[] = [];
  for (let place = 0; place + 46 <= directory.length;) {
    if (directory.readUInt32LE(place) !== 0x0201_4b50) throw no();
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => directory.readUInt16LE(place + field));
    const extra = directory.subarray(place + 46 + nameLength, place + 46 + nameLength + extraLength);
    const [unpacked, packed, header] = withZip64(
      [24, 20, 42].map((field) => directory.readUInt32LE(place + field)),
      extra,
    );
    entries.push({
      checksum: directory.readUInt32LE(place + 16),
      name: directory.toString('utf8', place + 46, place + 46 + nameLength),
      method: directory.readUInt16LE(place + 10),
      isEncrypted: (directory.readUInt16LE(place + 8) & 1) === 1,
      ...{ size: unpacked, packed, header },
    });
    place += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** Numbers that do not fit into 32 bits stand in the extra field 1, one after the other. */
function withZip64(values: readonly number[], extra: Buffer): readonly number[] {
  let large: Buffer | null = null;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) large = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  let next = 0;
  return values.map((value) => {
    if (value !== IN_ZIP64 || large === null || next + 8 > large.length) return value;
    next += 8;
    return Number(large.readBigUInt64LE(next - 8));
  });
}

async function bytesAt(handle: FileHandle, start: number, count: number): Promise<Buffer> {
  const buffer = Buffer.alloc(count);
  if (count > 0 && start >= 0 && Number.isSafeInteger(start)) await handle.read(buffer, 0, count, start);
  return buffer;
}
