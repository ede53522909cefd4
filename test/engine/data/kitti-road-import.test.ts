import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { decodeDepth } from '../../../src/engine/data/importers/depth-png';
import type { ImportRequest } from '../../../src/engine/data/importers/importer';
import { importerOf } from '../../../src/engine/data/importers/registry';
import { resizeMeasured, resizeWhole, resizeWholeClasses } from '../../../src/engine/data/importers/resize';
import { roadSplits } from '../../../src/engine/data/importers/road-files';
import { openDataset } from '../../../src/engine/data/open';
import { sampleView } from '../../../src/engine/data/view';
import { classesIn } from '../../../src/shared/data/class-map';
import type { ImportReport } from '../../../src/shared/data/dataset';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
const source = (): string => join(folder.path, 'data_road');
const target = (): string => join(folder.path, 'lab', 'roads');

const width = 26;
const height = 8;
const pixels = width * height;
const colours = (of: (row: number) => readonly [number, number, number], wide = width): Uint8Array =>
  encode({
    ...{ width: wide, height, channels: 3 },
    data: Uint8Array.from({ length: 3 * wide * height }, (_, at) => of(Math.floor(at / 3 / wide))[at % 3]),
  });
const picture = colours((row) => [200, 20 * row, 10]);
/** As KITTI colours it: the upper quarter without a label, then not road, the lower half road. */
const truth = colours((row) => (row < 2 ? [0, 0, 0] : row < 4 ? [255, 0, 0] : [255, 0, 255]));
const distances = (millimetres: number): Uint8Array =>
  encode({
    ...{ width, height, channels: 1, depth: 16 },
    // Nothing is measured in the uppermost row.
    data: Uint16Array.from({ length: pixels }, (_, at) => (at < width ? 0 : millimetres)),
  });

async function put(name: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(join(source(), name, '..'), { recursive: true });
  await writeFile(join(source(), name), bytes);
}

async function roads(names: readonly string[]): Promise<void> {
  for (const name of names) {
    await put(`training/image_2/${name}.png`, picture);
    await put(`training/gt_image_2/${name.replace('_', '_road_')}.png`, truth);
    await put(`training/depth_u16/${name}.png`, distances(12_850));
    await put(`training/calib/${name}.txt`, 'P2: 1 0 0 0');
  }
}

const imported = (more: Partial<ImportRequest> = {}): Promise<ImportReport> =>
  importerOf('kitti-road').import({
    directory: source(),
    folder: target(),
    name: 'roads',
    title: 'Roads',
    classes: ['no', 'yes'],
    imageSide: 8,
    ...more,
  });

const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${['um', 'umm', 'uu'][at % 3]}_${String(at).padStart(6, '0')}`);

describe('a folder in the layout of KITTI-Road', () => {
  it('becomes pictures in colour and depth with their road, as wide as the released code makes them', async () => {
    await roads(numbered(10));
    await put('training/gt_image_2/um_lane_000000.png', truth);
    await put('training/gt_image_2/um_lane_000003.png', truth);
    const report = await imported();
    expect(report).toMatchObject({ imported: 10, skipped: [] });
    expect(report.remarks).toEqual([
      expect.stringContaining('always the same: 2; 7 train and 1 validate') as unknown,
      'Of all pixels 25.0 % have no label and count as not road.',
      expect.stringMatching(/own lane .* were not read: 2\.$/u) as unknown,
    ]);
    const dataset = await openDataset(target());
    const { manifest } = dataset;
    expect(manifest).toMatchObject({
      splits: { train: 7, validation: 1, test: 2 },
      pixelClasses: ['not road', 'road'],
      task: expect.stringContaining('without a label count as not road') as unknown,
      modalities: {
        rgb: { height: 8, width: 26, channels: 3 },
        depth: { height: 8, width: 26, channels: 1 },
      },
    });
    const row = dataset.rowOf('umm_000001');
    const { rgb, depth } = dataset.sample(row).inputs as Record<string, Float32Array>;
    expect([...rgb.subarray(3 * 5 * width, 3 * 5 * width + 3)].map((level) => Math.round(255 * level))).toEqual([
      200, 100, 10,
    ]);
    // 12.85 m of 65.535 are 50 steps of 255; nothing measured stays nothing.
    expect([depth[0], depth[width]].map((level) => Math.round(255 * level))).toEqual([0, 50]);
    const classes = classesIn(sampleView(dataset, row).mask ?? '', pixels);
    expect([0, 3, 4, 7].map((line) => classes[line * width])).toEqual([0, 0, 1, 1]);
    expect(dataset.label(row)).toBe(1);
  });

  it('is taken from its training folder too, with the same content', async () => {
    await roads(numbered(3));
    const whole = await imported();
    const own = await imported({ directory: join(source(), 'training'), folder: `${target()}-2` });
    expect(own.hash).toBe(whole.hash);
    expect(own.remarks).toHaveLength(2);
  });

  it('is stretched to the height that is asked for', async () => {
    await roads(numbered(2));
    await imported({ imageSide: 16 });
    const { manifest } = await openDataset(target());
    expect(manifest.modalities).toMatchObject({ rgb: { height: 16, width: 52 }, depth: { height: 16, width: 52 } });
  });

  it('names what it leaves out: files missing, torn, of another size or kind, linked to outside, called otherwise', async () => {
    const at = (name: string): string => `training/image_2/${name}.png`;
    await roads([
      'um_000000',
      'um_000001',
      'um_000002',
      'um_000003',
      'um_000004',
      'um_000005',
      'um_000006',
      'uu_000000',
    ]);
    await rm(join(source(), 'training/depth_u16/um_000001.png'));
    await rm(join(source(), 'training/gt_image_2/um_road_000002.png'));
    await put(at('um_000003'), picture.slice(0, 50));
    await put('training/depth_u16/um_000004.png', encode({ width, height, channels: 1, data: new Uint8Array(pixels) }));
    await put(
      'training/gt_image_2/um_road_000005.png',
      colours(() => [255, 0, 0], width + 1),
    );
    await put(
      'training/gt_image_2/uu_road_000000.png',
      colours(() => [0, 0, 0]),
    );
    await writeFile(join(folder.path, 'secret.png'), picture);
    await rm(join(source(), at('um_000006')));
    await symlink(join(folder.path, 'secret.png'), join(source(), at('um_000006')));
    await put('training/image_2/um_1.png', picture);
    await put('training/image_2/..\\..\\up.png', picture);
    await put('training/image_2/um_000009\u001b[31m.png', picture);
    await put('training/gt_image_2/umm_road_000099.png', truth);
    const { imported: count, skipped } = await imported();
    expect(count).toBe(1);
    const reasonOf = (file: string): string => skipped.find((one) => one.file === file)?.reason ?? '';
    expect(reasonOf(at('um_000001'))).toContain('"training/depth_u16/um_000001.png" is missing');
    expect(reasonOf(at('um_000002'))).toContain('um_road_000002.png" is missing');
    expect(reasonOf(at('um_000003'))).toContain('cut short');
    expect(reasonOf(at('um_000004'))).toContain('not grey with 16 bits');
    expect(reasonOf(at('um_000005'))).toContain('ground truth has 27×8 pixels, the picture 26×8');
    expect(reasonOf(at('um_000006'))).toContain('leaves the folder through a link');
    expect(reasonOf(at('uu_000000'))).toContain('labels no pixel');
    const others = skipped.filter(({ file }) => file === 'training/image_2').map(({ reason }) => reason);
    expect(others).toHaveLength(3);
    expect(others.every((reason) => reason.includes("not called as KITTI-Road's") && !reason.includes('\u001b'))).toBe(
      true,
    );
    expect(reasonOf('training/gt_image_2')).toContain('"umm_road_000099.png" is the truth of no picture');
  });

  it('is refused without one of its folders, where one is a link, and where nothing could be taken', async () => {
    const refused = (message: string): Promise<void> =>
      expect(imported()).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining(message) as unknown,
        remedy: expect.stringContaining('depth_u16 as SNE-RoadSeg publishes it') as unknown,
      });
    await mkdir(source());
    await refused('has no folder "image_2"');
    await roads(['um_000000']);
    await put('training/image_2/um_000000.png', 'no picture');
    await refused('None of 1 pictures could be imported. training/image_2/um_000000.png: The picture is neither');
    await rm(join(source(), 'training/image_2/um_000000.png'));
    await refused('has no picture in "training/image_2"');
    await rm(join(source(), 'training/depth_u16'), { recursive: true });
    await refused('has no folder "training/depth_u16"');
    await mkdir(join(folder.path, 'elsewhere'));
    await symlink(join(folder.path, 'elsewhere'), join(source(), 'training/depth_u16'));
    await refused('has no folder "training/depth_u16"');
  });
});

describe('the split of KITTI-Road', () => {
  it('tests 58 of 289 pictures, as the released code, whatever their order', () => {
    const names = numbered(289);
    const splits = roadSplits(names);
    const counts = (split: string): number => [...splits.values()].filter((own) => own === split).length;
    expect(['test', 'validation', 'train'].map(counts)).toEqual([58, 23, 208]);
    const turned = roadSplits([...names].reverse());
    expect(names.every((name) => turned.get(name) === splits.get(name))).toBe(true);
    // Not the first or the last of them, nor one kind of road.
    expect(new Set(names.slice(0, 60).map((name) => splits.get(name))).size).toBe(3);
  });
});

describe('depth', () => {
  it('keeps its 16 bits', () => {
    const data = Uint16Array.of(0, 1, 255, 256, 12_345, 65_535);
    const decoded = decodeDepth(encode({ width: 3, height: 2, channels: 1, depth: 16, data }));
    expect(decoded).toEqual({ width: 3, height: 2, values: data });
  });

  it('is refused as a picture of 8 bits or colour, or torn', () => {
    const grey = encode({ width: 3, height: 2, channels: 1, data: new Uint8Array(6) });
    expect(() => decodeDepth(grey)).toThrow('no millimetres');
    const colour = encode({ width: 3, height: 2, channels: 3, depth: 16, data: new Uint16Array(18) });
    expect(() => decodeDepth(colour)).toThrow('no millimetres');
    expect(() => decodeDepth(Uint8Array.of(1, 2, 3))).toThrow('no PNG');
    const torn = encode({ width: 3, height: 2, channels: 1, depth: 16, data: new Uint16Array(6) });
    torn[45] ^= 0xff;
    expect(() => decodeDepth(torn)).toThrow(/corrupt/u);
  });

  it('is averaged over what was measured alone', () => {
    const map = { width: 4, height: 2, values: Uint16Array.of(1000, 0, 0, 0, 3000, 0, 0, 0) };
    const [near, gap] = resizeMeasured(map, { height: 1, width: 2 });
    // Only the first column is measured, and the right half does not reach it.
    expect(near).toBeCloseTo(2000, 6);
    expect(gap).toBe(0);
    const whole = resizeMeasured({ ...map, values: map.values.map(() => 40_000) }, { height: 2, width: 3 });
    whole.forEach((value) => {
      expect(value).toBeCloseTo(40_000, 6);
    });
  });
});

describe('a picture that is stretched whole', () => {
  it('keeps its edges, and classes their places', () => {
    const rgb = Uint8Array.from({ length: 3 * pixels }, (_, at) => (Math.floor(at / 3) % width) * 9);
    const resized = resizeWhole({ height, width, rgb }, { height: 4, width: 13 });
    expect(resized).toHaveLength(3 * 4 * 13);
    // Two source columns each, the mean of 0 and 9 first, of 216 and 225 last, each leaning to its inner neighbours.
    expect(resized[0]).toBeLessThan(10);
    expect(resized[3 * 12]).toBeGreaterThan(215);
    const classes = Uint8Array.from({ length: pixels }, (_, at) => Number(at % width >= 13));
    const map = resizeWholeClasses({ height, width, classes }, { height: 2, width: 4 });
    expect([...map]).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
  });
});
