import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { archiveArrays } from '../../../src/engine/data/importers/array-store';
import { openZip } from '../../../src/engine/files/zip';
import { npy, npz } from './npy-files';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
const put = (bytes: Buffer): Promise<void> => writeFile(join(folder.path, 'a.npz'), bytes);
const values = Array.from({ length: 6000 }, (_, at) => (at * 7919) % 1009);

describe.each([false, true])('an archive of arrays, compressed: %s', (isCompressed) => {
  beforeEach(() => put(npz({ x: npy([60, 100], values), y: npy([60], values.slice(0, 60), '<i8') }, isCompressed)));

  it('gives rows in their order, again, and after each other from several arrays', async () => {
    const store = await archiveArrays(folder.path, 'a.npz');
    expect(store.names).toEqual(['x', 'y']);
    const [x, y] = [await store.open('x'), await store.open('y')];
    expect(x.shape).toEqual([60, 100]);
    const rows: number[][] = [];
    for (const row of [0, 1, 59, 3, 3, 0]) rows.push([...(await x.row(row)), ...(await y.row(row))]);
    expect(rows).toEqual([0, 1, 59, 3, 3, 0].map((row) => [...values.slice(100 * row, 100 * row + 100), values[row]]));
    await Promise.all([x.close(), y.close()]);
    await store.close();
  });
});

/** Sizes over 32 bits stand elsewhere, as numpy writes them of any size when it is told to. */
function zip64(
  bytes: Buffer,
  told: { readonly method?: number; readonly size?: number; readonly flags?: number } = {},
) {
  const { method = 0, size = bytes.length, flags = 0 } = told;
  const packed = method === 8 ? deflateRawSync(bytes) : bytes;
  const name = Buffer.from('x.npy');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const extra = Buffer.alloc(20);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(16, 2);
  extra.writeBigUInt64LE(BigInt(size), 4);
  extra.writeBigUInt64LE(BigInt(packed.length), 12);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(flags, 8);
  central.writeUInt16LE(method, 10);
  central.writeUInt32LE(crc32(bytes), 16);
  central.writeUInt32LE(0xffffffff, 20);
  central.writeUInt32LE(0xffffffff, 24);
  central.writeUInt16LE(name.length, 28);
  central.writeUInt16LE(extra.length, 30);
  const start = 30 + name.length + packed.length;
  const length = 46 + name.length + extra.length;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(BigInt(length), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(start + length), 8);
  const end = Buffer.alloc(22, 0xff);
  end.writeUInt32LE(0x06054b50, 0);
  return Buffer.concat([local, name, packed, central, name, extra, record, locator, end]);
}

describe('an archive', () => {
  it.each([0, 8])('is read where its numbers take 64 bits, method %i', async (method) => {
    await put(zip64(npy([2, 1], [3, 4]), { method }));
    const store = await archiveArrays(folder.path, 'a.npz');
    const array = await store.open('x');
    expect([...(await array.row(1))]).toEqual([4]);
    await store.close();
  });

  const opened = async (which = 0): Promise<unknown> => {
    const store = await archiveArrays(folder.path, 'a.npz');
    try {
      const array = await store.open('x');
      const row = await array.row(which);
      await array.close();
      return row;
    } finally {
      await store.close();
    }
  };
  const small = npy([2, 1], [3, 4]);
  it.each([
    ['no archive', Buffer.from('no archive at all, whatever its name is'), 'is no archive of NumPy'],
    ['an empty file', Buffer.alloc(0), 'is no archive of NumPy'],
    ['a pickle in its place', zip64(Buffer.from('\u0080\u0004]q\u0000.................')), 'is no array of NumPy'],
    ['encrypted', zip64(small, { flags: 1 }), 'is packed in a way that is not read'],
    ['another method', zip64(small, { method: 12 }), 'is packed in a way that is not read'],
    ['a size that is not its own', zip64(small, { size: small.length + 1 }), 'is damaged'],
    ['a bomb', zip64(small, { method: 8, size: 2 ** 40 }), 'is larger than 64 GB unpacked'],
    ['less than it tells', zip64(npy([2 ** 12, 1], [3]), { method: 8, size: 2 ** 20 }), null],
    ['rows too large to read', zip64(npy([1, 2 ** 30], [3]), { method: 8, size: 2 ** 33 }), 'is larger than 64 MB'],
  ] as const)('is refused where it is %s', async (_, bytes, message) => {
    await put(bytes);
    if (message === null) expect(await opened()).toEqual(Float64Array.of(3));
    else await expect(opened()).rejects.toThrow(message);
  });

  it('says so where what is packed ends early or is damaged', async () => {
    await put(zip64(npy([2 ** 12, 1], [3]), { method: 8, size: 2 ** 20 }));
    const store = await archiveArrays(folder.path, 'a.npz');
    const array = await store.open('x');
    await expect(array.row(4000)).rejects.toThrow('"a.npz: x.npy" ends early.');
    await store.close();
    const bytes = zip64(npy([600, 10], values), { method: 8 });
    bytes.fill(0xff, 400, 500);
    await put(bytes);
    await expect(opened(599)).rejects.toThrow('"a.npz: x.npy" is damaged: what is unpacked is not what was packed.');
  });

  it('is refused where two entries have one name', async () => {
    const bytes = npz({ x: small, y: small });
    // Names stand before each entry and in the directory.
    for (let at = bytes.indexOf('y.npy'); at >= 0; at = bytes.indexOf('y.npy')) bytes.write('x.npy', at, 'latin1');
    await put(bytes);
    await expect(openZip(folder.path, 'a.npz')).rejects.toThrow('"a.npz" has two entries "x.npy".');
  });

  it('has only what is in it', async () => {
    await put(npz({ x: small }));
    const zip = await openZip(folder.path, 'a.npz');
    await expect(zip.entry('y.npy')).rejects.toThrow('"a.npz" has no "y.npy".');
    await zip.close();
  });
});
