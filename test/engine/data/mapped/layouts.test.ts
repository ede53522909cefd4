import { join } from 'node:path';
import { encode as encodePng } from 'fast-png';
import { expect, it } from 'vitest';
import { inspectFolder } from '../../../../src/engine/data/importers/mapped/inspect-folder';
import { importerOf } from '../../../../src/engine/data/importers/registry';
import { importFormats, type ImportFormat } from '../../../../src/shared/data/import-formats';
import type { FolderInspection } from '../../../../src/shared/mapping/guess';
import { npy, npz } from '../npy-files';
import { temporaryFolder } from '../temporary-folder';
import { writeFiles, type Files } from './source-folder';

const folder = temporaryFolder();

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => (at % 7) + 1);
const plain = (channels: 1 | 3, of: (at: number) => number, depth: 8 | 16 = 8): Uint8Array => {
  const data = Array.from({ length: 16 * 12 * channels }, (_, at) => of(at));
  return encodePng({
    ...{ width: 16, height: 12, channels, depth },
    data: depth === 16 ? Uint16Array.from(data) : Uint8Array.from(data),
  });
};
const colours = plain(3, (at) => at % 250);
const classes = plain(1, (at) => (at < 60 ? 0 : at % 3));
const levels = plain(1, (at) => at % 190);

const roads = (below: string): Files =>
  Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => `um_${String(at).padStart(6, '0')}`).flatMap((name) => [
      [`${below}image_2/${name}.png`, colours],
      [`${below}gt_image_2/${name.replace('_', '_road_')}.png`, plain(3, (at) => [255, 0, at < 300 ? 0 : 255][at % 3])],
      [`${below}depth_u16/${name}.png`, plain(1, () => 9000, 16)],
    ]),
  );
const streets = (mask: Uint8Array): Files =>
  Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => String(at)).flatMap((name) => [
      [`rgb/${name}.png`, colours],
      [`heat/${name}.png`, levels],
      [`masks/${name}.png`, mask],
    ]),
  );
const memes = (label: (at: number) => unknown, from = 0): string =>
  Array.from({ length: 12 }, (_, at) =>
    JSON.stringify({ id: from + at, img: 'img/a.png', text: 'so it is', label: label(at) }),
  ).join('\n');
const sentiments = (below: string, labels: readonly number[]): Files => ({
  [`${below}words.npy`]: npy([labels.length, 4, 2], numbers(8 * labels.length)),
  [`${below}voice.npy`]: npy([labels.length, 3, 1], numbers(3 * labels.length)),
  [`${below}labels.npy`]: npy([labels.length, 1, 1], labels),
});
const splits = ['train', 'valid', 'test'];
const clips = (count: number): Buffer => npy([count, 3, 4, 25, 1], numbers(count * 300));
const patients = (row: (at: number) => string): string =>
  ['label,age,pulse[0],pulse[1]', ...Array.from({ length: 12 }, (_, at) => row(at))].join('\n');

/** Small folders as each layout has them. */
const laidOut: readonly (readonly [what: string, format: ImportFormat, files: Files])[] = [
  ['data_road of KITTI-Road', 'kitti-road', roads('training/')],
  ['its training', 'kitti-road', roads('')],
  ['pictures, masks and names of classes', 'pixel-maps', { ...streets(classes), 'classes.txt': 'none\nroad\ncar\n' }],
  [
    'lists and pictures of Hateful Memes',
    'hateful-memes',
    { 'train.jsonl': memes((at) => at % 2), 'dev_seen.jsonl': memes(() => 1, 100), 'img/a.png': colours },
  ],
  [
    'arrays of MOSI in folders',
    'sequences',
    Object.assign({}, ...splits.map((split) => sentiments(`${split}/`, [-3, 0.5, 2]))) as Files,
  ],
  ['arrays of MOSI in one folder', 'sequences', sentiments('', [-2, 0.4, 1, 1.2, 3, 0, 0.2, -1, 2, 1, 1, 0])],
  [
    'clips of NTU RGB+D',
    'skeletons',
    {
      'train_data.npy': clips(12),
      'train_label.npy': npy([12], [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]),
      'val_data.npy': clips(2),
      'val_label.npy': npy([2], [0, 1]),
    },
  ],
  [
    'one file of clips',
    'skeletons',
    {
      'NTU60_CS.npz': npz({
        x_train: npy([12, 4, 150], numbers(7200)),
        y_train: npy([12], [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]),
        x_test: npy([2, 4, 150], numbers(1200)),
        y_test: npy([2], [0, 1]),
      }),
    },
  ],
  ['a table', 'table', { 'data.csv': patients((at) => `${at % 2 === 0 ? 'ill' : 'well'},${String(at)},1,2.5`) }],
];

async function looked(files: Files): Promise<FolderInspection> {
  const directory = join(folder.path, 'source');
  await writeFiles(directory, files);
  return inspectFolder({ directory, mapping: null, samples: 1 });
}

it('all have a folder here', () => {
  expect([...new Set(laidOut.map(([, format]) => format))].sort()).toEqual([...importFormats].sort());
});

it.each(laidOut)('%s are known when they are looked at, and imported so', async (_what, format, files) => {
  const { layout, preview } = await looked(files);
  expect(layout).toEqual({ format, title: importerOf(format).title });
  expect(preview).toBeNull();
  const report = await importerOf(format).import({
    directory: join(folder.path, 'source'),
    folder: join(folder.path, 'lab', 'set'),
    ...{ name: 'set', title: 'Set', classes: ['no', 'yes'], imageSide: 8 },
    ...(format === 'pixel-maps' ? { pixelClasses: ['none', 'road', 'car'] } : {}),
  });
  expect(report.imported).toBeGreaterThan(5);
  expect(report.skipped).toEqual([]);
});

it('pixels without names of classes are told by their masks', async () => {
  expect((await looked(streets(classes))).layout?.format).toBe('pixel-maps');
});

it('KITTI-Road without depth is KITTI-Road, and a damaged picture does not hide it', async () => {
  const files = Object.entries(roads('training/')).filter(([name]) => !name.includes('depth_u16'));
  const whole = Object.fromEntries(files.map(([name, bytes]) => [name, bytes.slice(0, 40)]));
  expect((await looked(whole)).layout?.format).toBe('kitti-road');
});

it('what has nothing but its layout says why it cannot be mapped by hand', async () => {
  const file = laidOut.find(([what]) => what === 'one file of clips')![2];
  const { layout, source, mapping, problem } = await looked(file);
  expect(layout?.format).toBe('skeletons');
  expect([source, mapping]).toEqual([null, null]);
  expect(problem).not.toBeNull();
  expect(problem).not.toContain(folder.path);
});

/** Folders that look like a layout and are another's. */
const others: readonly (readonly [what: string, files: Files])[] = [
  ['wares in folders by class, one of which is called masks', { ...streets(levels), 'hats/0.png': colours }],
  ['pictures in folders by class with other names', { 'rgb/a.png': colours, 'masks/b.png': classes }],
  [
    'captions with three labels',
    { 'train.jsonl': memes((at) => (at % 3 === 0 ? 'sad' : 'glad')), 'img/a.png': colours },
  ],
  ['arrays with classes from 0 on', sentiments('', [0, 1, 2, 0, 1, 2])],
  ['a table with names of pictures', { 'data.csv': patients((at) => `ill,a${String(at)}.png,1,2`), 'a0.png': colours }],
];

it.each(others)('%s are mapped by hand', async (_what, files) => {
  const { layout, source } = await looked(files);
  expect(layout).toBeNull();
  expect(source).not.toBeNull();
});
