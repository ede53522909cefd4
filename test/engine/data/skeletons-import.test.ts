import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/engine/data/dataset';
import { importerOf } from '../../../src/engine/data/importers/registry';
import { layoutIn } from '../../../src/engine/data/importers/skeletons/layout';
import { splitOfClip } from '../../../src/engine/data/importers/skeletons/splits';
import { openDataset } from '../../../src/engine/data/open';
import { unscaled } from '../../../src/engine/data/measured-moments';
import type { ImportReport } from '../../../src/shared/data/dataset';
import type { SkeletonSpec } from '../../../src/shared/data/modality';
import { npy, npz } from './npy-files';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
const source = (): string => join(folder.path, 'source');
const target = (): string => join(folder.path, 'moves');

async function put(files: Readonly<Record<string, Buffer | string>>): Promise<void> {
  await mkdir(source(), { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(source(), name), content);
}
const imported = (): Promise<ImportReport> =>
  importerOf('skeletons').import({
    directory: source(),
    folder: target(),
    name: 'moves',
    title: 'Moves',
    classes: ['no', 'yes'],
    imageSide: 64,
  });

const [T, V, C, M] = [5, 3, 3, 2];
const layout = JSON.stringify({
  joints: ['hip', 'knee', 'foot'],
  bones: [
    ['knee', 'hip'],
    ['foot', 'knee'],
  ],
  steps: 4,
});
/** Clip n: the second body comes in its third frame; the last frame is empty. */
const value = (n: number, c: number, t: number, v: number, m: number): number =>
  t === T - 1 || (m === 1 && t < 2) ? 0 : 1 + n + 10 * c + 2 * t + v + 100 * m;
type At = (n: number, c: number, t: number, v: number, m: number) => number;
/** All numbers of clips, the last of the named axes fastest. */
function clips(count: number, axes: string, at: At = value): number[] {
  const sides: Readonly<Record<string, number>> = { N: count, C, T, V, M };
  const order = axes.split('');
  const total = order.reduce((product, axis) => product * sides[axis], 1);
  return Array.from({ length: total }, (_, place) => {
    let rest = place;
    const found: Record<string, number> = { M: 0 };
    for (const axis of order.toReversed()) {
      found[axis] = rest % sides[axis];
      rest = Math.floor(rest / sides[axis]);
    }
    return at(found.N, found.C, found.T, found.V, found.M);
  });
}
const labels = [0, 1, 1, 0];
const splits = (at?: At): Readonly<Record<string, Buffer | string>> => ({
  'layout.json': layout,
  'train_data.npy': npy([4, C, T, V, M], clips(4, 'NCTVM', at)),
  'train_label.npy': npy([4], labels, '<i8'),
  'val_data.npy': npy([4, C, T, V, M], clips(4, 'NCTVM', at)),
  'val_label.npy': npy([4], labels, '<i8'),
});

/** Of a sample, in the units of the data. */
function measured(dataset: Dataset, row: number, joint: number, step: number, coordinate: number): number {
  const spec = dataset.manifest.modalities.skeleton as SkeletonSpec;
  const values = dataset.sample(row).inputs.skeleton as Float32Array;
  return unscaled(values[(joint * spec.steps + step) * C + coordinate], spec.coordinates[coordinate]);
}

describe('clips of skeletons that are imported', () => {
  it('become skeletons with their bones, bodies after each other, frames resized; val alone tests', async () => {
    await put(splits());
    const report = await imported();
    expect(report).toMatchObject({ imported: 8, skipped: [] });
    expect(report.remarks).toBeUndefined();
    const dataset = await openDataset(target());
    expect(dataset.manifest).toMatchObject({
      classes: ['action 1', 'action 2'],
      unit: 'sample',
      modalities: {
        skeleton: {
          joints: ['hip', 'knee', 'foot', 'hip of body 2', 'knee of body 2', 'foot of body 2'],
          parents: [0, 0, 1, 3, 3, 4],
          steps: 4,
        },
      },
    });
    expect(dataset.manifest.splits.test).toBe(4);
    // Four frames that are not empty are as many steps: nothing lies between.
    const row = dataset.rowOf('val-2');
    for (let step = 0; step < 4; step += 1) {
      expect(measured(dataset, row, 2, step, 1)).toBeCloseTo(value(1, 1, step, 2, 0), 3);
      expect(measured(dataset, row, 3, step, 0)).toBeCloseTo(value(1, 0, step, 0, 1), 3);
    }
  });

  it.each([
    ['NMTVC', [4, M, T, V, C]],
    ['NTMVC', [4, T, M * V * C]],
  ] as const)('are the same with axes %s', async (axes, shape) => {
    await put(splits());
    const { hash } = await imported();
    const other = join(folder.path, 'other');
    const array = npy(shape, clips(4, axes));
    await put({ 'train_data.npy': array, 'val_data.npy': array });
    const request = { directory: source(), name: 'moves', title: 'Moves', imageSide: 64 };
    const again = await importerOf('skeletons').import({ ...request, folder: other, classes: ['no', 'yes'] });
    expect(again.hash).toBe(hash);
  });

  it('have linear times between their frames, of as many as are told to count', async () => {
    await put({
      'layout.json': layout,
      'skeletons.npy': npy([40, T, V, C], clips(40, 'NTVC')),
      'labels.npy': npy(
        [40],
        Array.from({ length: 40 }, (_, row) => row % 2),
        '<i8',
      ),
      'num_frame.npy': npy(
        [40],
        Array.from({ length: 40 }, (_, row) => (row === 0 ? 2 : row === 1 ? 6 : 4)),
        '<i8',
      ),
    });
    const report = await imported();
    expect(report.skipped).toEqual([
      { file: 'skeletons.npy', row: 2, reason: 'The clip is told to have 6 frames of 5.' },
    ]);
    const dataset = await openDataset(target());
    // Frames 0 and 1 over four steps, as torch's bilinear interpolation without aligned corners: 0, 1/4, 3/4, 1.
    const [first, second] = [value(0, 0, 0, 1, 0), value(0, 0, 1, 1, 0)];
    [0, 0.25, 0.75, 1].forEach((share, step) => {
      expect(measured(dataset, dataset.rowOf('1'), 1, step, 0)).toBeCloseTo(first + share * (second - first), 3);
    });
    expect(Math.min(...Object.values(dataset.manifest.splits))).toBeGreaterThan(0);
  });

  it('are read from one file with labels as rows of zeros and a one, pictures being turned upright', async () => {
    const oneHot = labels.flatMap((label) => [label === 0 ? 1 : 0, label === 1 ? 1 : 0]);
    const half = [1, 1, 0, 0, 0, 1, 1, 0];
    await put({
      'layout.json': JSON.stringify({ ...(JSON.parse(layout) as object), downwards: true, bodies: 1 }),
      'classes.txt': 'sit\nstand\n',
      'a.npz': npz(
        {
          x_train: npy([4, T, M * V * C], clips(4, 'NTMVC')),
          y_train: npy([4, 2], oneHot),
          x_test: npy([4, T, M * V * C], clips(4, 'NTMVC')),
          y_test: npy([4, 2], half),
        },
        true,
      ),
    });
    const report = await imported();
    expect(report.skipped).toEqual([
      {
        file: 'a.npz: x_test',
        row: 1,
        reason: 'The label is no whole number from 0 on, or not one 1 among zeros.',
      },
      { file: 'a.npz: x_test', row: 2, reason: expect.any(String) as string },
    ]);
    const dataset = await openDataset(target());
    expect(dataset.manifest.classes).toEqual(['sit', 'stand']);
    expect(dataset.manifest.modalities).toMatchObject({ skeleton: { joints: ['hip', 'knee', 'foot'] } });
    expect(measured(dataset, dataset.rowOf('train-1'), 0, 0, 1)).toBeCloseTo(-value(0, 1, 0, 0, 0), 3);
  });

  it('leave out rows that hold no clip, each with its reason', async () => {
    const bad: At = (n, c, t, v, m) =>
      n === 0 ? (v === 1 ? Number.NaN : 1) : n === 1 ? 0 : n === 2 && m === 0 ? 0 : value(n, c, t, v, m);
    await put({ ...splits(bad), 'val_data.npy': npy([4, C, T, V, M], clips(4, 'NCTVM')) });
    const report = await imported();
    expect(report.skipped.map(({ file, row, reason }) => [file, row, reason])).toEqual([
      ['train_data.npy', 1, 'A coordinate is not a finite number.'],
      ['train_data.npy', 2, 'There is no body in any frame: all coordinates are zero.'],
      ['train_data.npy', 3, 'The first body is empty, and a later one is not. Put the body that is there first.'],
    ]);
  });

  it('leave out rows of numbers that no float32 holds, whichever is the first', async () => {
    const sides = [4, C, T, V, M];
    const at = (place: number, far: number): number[] =>
      clips(4, 'NCTVM').map((one, index) => (index === place ? far : one));
    await put({
      ...splits(),
      'train_data.npy': npy(sides, at(0, 1e308), '<f8'),
      'val_data.npy': npy(sides, at(4 * C * T * V * M - 1, -3.5e38), '<f8'),
    });
    const report = await imported();
    expect(report.skipped).toEqual([
      {
        file: 'train_data.npy',
        row: 1,
        reason: 'A coordinate is 1e+308, beyond what is stored (float32, up to about 3.4e38).',
      },
      {
        file: 'val_data.npy',
        row: 4,
        reason: 'A coordinate is -3.5e+38, beyond what is stored (float32, up to about 3.4e38).',
      },
    ]);
    expect(report.imported).toBe(6);
  });

  it('remark on classes that no sample is of', async () => {
    await put({
      ...splits(),
      'train_label.npy': npy([4], [0, 700, 0, 700]),
      'val_label.npy': npy([4], [0, 700, 0, 1]),
    });
    expect((await imported()).remarks).toEqual([
      'Of 701 classes 698 have no sample: "action 3", "action 4", "action 5" and 695 more. Labels are numbered from 0 on.',
    ]);
  });

  it('go by the names of NTU RGB+D’s clips: groups are subjects, and the split is the protocol’s', async () => {
    const subjects = Array.from({ length: 12 }, (_, at) => at + 1);
    const names = subjects.map((subject) => `S001C001P${String(subject).padStart(3, '0')}R001A001`);
    await put({
      'layout.json': JSON.stringify({ ...(JSON.parse(layout) as object), split: 'cross-subject' }),
      'data.npy': npy([13, C, T, V, M], clips(13, 'NCTVM')),
      'labels.npy': npy(
        [13],
        Array.from({ length: 13 }, (_, at) => at % 2),
        '<i8',
      ),
      'names.txt': [...names, 'clip13'].join('\n'),
    });
    const report = await imported();
    expect(report.skipped).toHaveLength(1);
    expect(report.skipped[0].reason).toContain('which the split cross-subject goes by');
    const dataset = await openDataset(target());
    expect(dataset.rowsOf('test').map((row) => dataset.sample(row).group)).toEqual([
      'P003',
      'P006',
      'P007',
      'P010',
      'P011',
      'P012',
    ]);
    expect(dataset.manifest.unit).toBe('subject');
  });

  it.each([
    [{ 'layout.json': layout }, 'There is no array of clips: train_data.npy'],
    [{ 'a.pkl': 'x' }, '"a.pkl" is a pickle: opening one runs code that is in it, so it is never opened.'],
    [
      { 'layout.json': layout, 'train_data.npy': npy([4, C, T, V, M], clips(4, 'NCTVM')), 'train_label.pkl': 'x' },
      "labels = pickle.load(open('train_label.pkl', 'rb')); numpy.save('train_label.npy', labels)",
    ],
    [
      { ...splits(), 'train_data.npy': npy([0, C, T, V, M], []), 'train_label.npy': npy([0], []) },
      '"train_data.npy" has no clips: it is 0 × 3 × 5 × 3 × 2.',
    ],
    [{ ...splits(), 'layout.json': '{}' }, '"train_data.npy" is 4 × 3 × 5 × 3 × 2: neither N × 3 × T × 25 × M'],
    [
      {
        ...splits(),
        'layout.json': '{"joints":["a","b","c"],"coordinates":["x","y"]}',
        'train_data.npy': npy([4, 2, 5, 3, 2], new Float32Array(240).fill(1)),
      },
      'may be both N × C × T × V × M and N × M × T × V × C. Say which in layout.json',
    ],
    [{ ...splits(), 'layout.json': '{' }, '"layout.json" is no JSON.'],
    [{ ...splits(), 'layout.json': '{"joint":[]}' }, '"layout.json" is not as it should be'],
    [{ ...splits(), 'layout.json': '{"bones":[]}' }, 'has bones and no joints'],
    [{ ...splits(), 'layout.json': '{"joints":["a"],"bones":[["a","b"]]}' }, 'has a bone of "b", which is no joint.'],
    [
      { ...splits(), 'layout.json': '{"joints":["a","b"],"bones":[["a","b"],["b","a"]]}' },
      'bones that go round in a circle',
    ],
    [{ ...splits(), 'val_label.npy': npy([3], [0, 1, 0]) }, '"val_label.npy" has 3 rows, and the clips have 4.'],
    [{ ...splits(), 'train_label.npy': npy([4], [0, 0, 0, 0]), 'val_label.npy': npy([4], [0, 0, 0, 0]) }, 'not two'],
    [{ ...splits(), 'classes.txt': 'sit' }, '"classes.txt" has 1 names, and labels go up to 1.'],
    [{ ...splits(), 'train_names.txt': 'a' }, '"train_names.txt" has 1 lines for 4 rows.'],
    [{ ...splits(), 'a.npz': npz({}), 'b.npz': npz({}) }, 'There are several files of arrays: a.npz, b.npz.'],
    [{ ...splits(() => 0) }, 'No row could be imported. train_data.npy, row 1: There is no body in any frame'],
  ] as const)('are refused where they are none, %#', async (files, message) => {
    await put(files);
    await expect(imported()).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('the usual skeleton', () => {
  it('is that of NTU RGB+D: 25 joints in one tree', async () => {
    await mkdir(source());
    const { joints, parents, steps } = await layoutIn(source());
    expect([joints.length, steps]).toEqual([25, 64]);
    // As the released code of UmURL pairs them, counted from 1.
    expect(parents?.map((parent) => parent + 1)).toEqual([
      2, 21, 21, 3, 21, 5, 6, 7, 21, 9, 10, 11, 1, 13, 14, 15, 1, 17, 18, 19, 21, 23, 8, 25, 12,
    ]);
  });

  it('has splits by camera and by setup too; what trains gives a tenth of its groups for validation', () => {
    const name = (setup: number, camera: number): string => `S00${setup}C00${camera}P003R001A001`;
    const of = (protocol: 'cross-view' | 'cross-setup', setup: number, camera: number) =>
      splitOfClip(null, true, protocol, 'P003', name(setup, camera));
    expect([1, 2, 3].map((camera) => of('cross-view', 1, camera))).toEqual(['test', 'train', 'train']);
    expect([1, 2].map((setup) => of('cross-setup', setup, 1))).toEqual(['test', 'train']);
    const drawn = Array.from({ length: 400 }, (_, at) => splitOfClip('train', false, undefined, `g${at}`, 'x'));
    const share = drawn.filter((split) => split === 'validation').length / 400;
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.15);
  });
});
