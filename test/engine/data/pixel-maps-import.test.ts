import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { decodeClasses } from '../../../src/engine/data/importers/indexed-png';
import { importerOf } from '../../../src/engine/data/importers/registry';
import { resizeAndCropClasses } from '../../../src/engine/data/importers/resize';
import { openDataset } from '../../../src/engine/data/open';
import { sampleView } from '../../../src/engine/data/view';
import { classesIn } from '../../../src/shared/data/class-map';
import type { ImportReport } from '../../../src/shared/data/dataset';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
const source = (): string => join(folder.path, 'street');
const target = (): string => join(folder.path, 'data');

/** An indexed PNG of 16 × 12 pixels with three colours, as drawing programs write masks. @param packed rows of pixels */
function indexed(depth: number, packed: Buffer): Uint8Array {
  const chunk = (type: string, content: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 16, 0, 0, 0, 12, depth, 3, 0, 0, 0]);
  const width = packed.length / 12;
  // Every row begins with its filter: none.
  const rows = Array.from({ length: 12 }, (_, row) =>
    Buffer.concat([Buffer.from([0]), packed.subarray(row * width, (row + 1) * width)]),
  );
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from([0, 0, 0, 200, 10, 10, 10, 200, 10])),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Left half of one class, right half of another, 16 × 12. */
const halves = (left: number, right: number): Uint8Array =>
  Uint8Array.from({ length: 16 * 12 }, (_, pixel) => (pixel % 16 < 8 ? left : right));
const mask = (data: Uint8Array): Uint8Array => encode({ width: 16, height: 12, channels: 1, data });
const picture = (channels: number, width = 16): Uint8Array =>
  encode({
    width,
    height: 12,
    channels,
    data: Uint8Array.from({ length: width * 12 * channels }, (_, at) => (at * 7) % 256),
  });

async function put(name: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(join(source(), name, '..'), { recursive: true });
  await writeFile(join(source(), name), bytes);
}

/** Samples that can be taken, by name: half of them by day. */
async function street(names: readonly string[]): Promise<void> {
  await put('classes.txt', 'ground\ncar\nperson\n');
  for (const [index, name] of names.entries()) {
    await put(`rgb/${name}.png`, picture(3));
    await put(`heat/${name}.png`, picture(1));
    await put(`masks/${name}.png`, mask(halves(0, 1 + (index % 2))));
  }
}

const imported = (pixelClasses?: readonly string[]): Promise<ImportReport> =>
  importerOf('pixel-maps').import({
    directory: source(),
    folder: target(),
    name: 'data',
    title: 'Street',
    classes: ['no', 'yes'],
    ...(pixelClasses === undefined ? {} : { pixelClasses }),
    imageSide: 8,
  });

describe('a folder of sensors and masks', () => {
  it('becomes inputs, maps and labels, split by its lists, with what the ends of names tell', async () => {
    await street(['1D', '2N', '3D', '4N']);
    await put('train.txt', '1D\n2N.png\n');
    await put('val.txt', '3D\n');
    await put('test.txt', '4N\n');
    await put('conditions.txt', 'D by day\nN at night\n');
    expect(await imported()).toMatchObject({ imported: 4, skipped: [] });
    const dataset = await openDataset(target());
    const { manifest } = dataset;
    expect(manifest.splits).toEqual({ train: 2, validation: 1, test: 1 });
    expect(manifest.pixelClasses).toEqual(['ground', 'car', 'person']);
    expect(manifest.conditions).toEqual([
      { name: 'by day', ending: 'D' },
      { name: 'at night', ending: 'N' },
    ]);
    expect(manifest.modalities).toMatchObject({
      heat: { kind: 'image', height: 8, width: 8, channels: 1 },
      rgb: { kind: 'image', height: 8, width: 8, channels: 3 },
    });
    const view = sampleView(dataset, dataset.rowOf('2N'));
    expect(view.label).toBe(2);
    expect([...classesIn(view.mask ?? '', 64).slice(0, 8)]).toEqual([0, 0, 0, 0, 2, 2, 2, 2]);
  });

  it('takes the names of classes that are given, and draws the splits where no list says them', async () => {
    await street(Array.from({ length: 20 }, (_, index) => String(index)));
    await imported(['street', 'thing', 'other']);
    const { manifest } = await openDataset(target());
    expect(manifest.pixelClasses).toEqual(['street', 'thing', 'other']);
    expect(manifest.splits.train).toBeGreaterThan(manifest.splits.test);
    expect(manifest.splits.test).toBeGreaterThan(0);
    expect(manifest.conditions).toBeUndefined();
  });

  it('names what it leaves out: files that are missing, broken, of another size or kind, or outside, and classes unknown', async () => {
    await street(['good', 'no-heat', 'torn', 'wide', 'colourful', 'unknown', 'outside']);
    const names = ['good', 'no-heat', 'torn', 'wide', 'colourful', 'unknown', 'outside', 'good', '../up', 'none'];
    await put('train.txt', names.join('\n'));
    await rm(join(source(), 'heat/no-heat.png'));
    await put('rgb/torn.png', picture(3).slice(0, 60));
    await put('heat/wide.png', picture(1, 18));
    await put('masks/colourful.png', picture(3));
    await put('masks/unknown.png', mask(halves(0, 9)));
    await rm(join(source(), 'rgb/outside.png'));
    await writeFile(join(folder.path, 'secret.png'), picture(3));
    await symlink(join(folder.path, 'secret.png'), join(source(), 'rgb/outside.png'));
    const { imported: count, skipped } = await imported();
    expect(count).toBe(1);
    const reasons = new Map(skipped.map(({ row, reason }) => [names[(row ?? 0) - 1] + String(row), reason]));
    expect(reasons.get('no-heat2')).toContain('"heat/no-heat" (png, jpg or jpeg) is missing');
    expect(reasons.get('torn3')).toContain('cut short');
    expect(reasons.get('wide4')).toContain('18×12 pixels, the mask 16×12');
    expect(reasons.get('colourful5')).toContain('neither indexed nor grey');
    expect(reasons.get('unknown6')).toContain('class 9; the names end at 2');
    expect(reasons.get('outside7')).toContain('leaves the folder through a link');
    expect(reasons.get('good8')).toContain('listed twice');
    expect(reasons.get('../up9')).toContain('leaves the folder');
    expect(reasons.get('none10')).toContain('is missing');
    expect(skipped.every(({ file }) => file === 'train.txt')).toBe(true);
  });

  it.each([
    ['no masks', () => put('rgb/1.png', picture(3)), 'has no folder "masks"'],
    ['no sensor', () => put('masks/1.png', mask(halves(0, 1))), 'has no folder with pictures'],
    ['a sensor called as a column is', () => put('label/1.png', picture(1)), '"label", whose name cannot be'],
  ])('is refused with %s', async (_, build, message) => {
    if (message.includes('label')) await street(['1']);
    await build();
    await expect(imported(['a', 'b'])).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(message) as unknown,
    });
  });

  it('is refused where nothing names the classes, or none could be taken', async () => {
    await street(['1']);
    await put('classes.txt', 'ground\n');
    await expect(imported()).rejects.toMatchObject({ where: 'classes.txt' });
    await expect(imported(['only', 'two'])).resolves.toMatchObject({ imported: 1 });
  });
});

describe('a mask', () => {
  it('holds its places in a palette, whatever the colours are, of few bits too', () => {
    const data = halves(1, 2);
    expect(decodeClasses(indexed(8, Buffer.from(data))).classes).toEqual(data);
    // Two bits a pixel: 01 01 01 01 and 10 10 10 10.
    const packed = Buffer.from(Array.from({ length: 12 * 4 }, (_, byte) => (byte % 4 < 2 ? 0b01010101 : 0b10101010)));
    expect(decodeClasses(indexed(2, packed)).classes).toEqual(data);
  });

  it('is cut as pictures are, without classes between classes', () => {
    const cut = resizeAndCropClasses({ height: 12, width: 16, classes: halves(0, 2) }, 5);
    expect(cut).toHaveLength(25);
    expect([...new Set(cut)]).toEqual([0, 2]);
    expect(() => decodeClasses(new Uint8Array(9))).toThrow('no PNG');
  });
});
