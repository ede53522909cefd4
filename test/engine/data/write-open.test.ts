import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DatasetManifest } from '../../../src/shared/data/dataset';
import { hashOfBytes } from '../../../src/shared/identity';
import { openDataset } from '../../../src/engine/data/open';
import { type DatasetRow, writeDataset } from '../../../src/engine/data/write';
import { smallHeader, smallRows } from './small-dataset';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
const target = (): string => join(folder.path, 'small');

describe('a written data set', () => {
  it('is read back as it was given', async () => {
    const rows = smallRows();
    const manifest = await writeDataset(target(), smallHeader, rows);
    const dataset = await openDataset(target());
    expect(dataset.manifest).toEqual(manifest);
    rows.forEach((row, index) => {
      const sample = dataset.sample(index);
      expect(sample).toMatchObject({ id: row.id, row: index, label: row.label, group: row.group });
      expect(sample.inputs.text).toEqual(row.inputs.text);
      expect(sample.evidence).toEqual(row.evidence);
      const levels = [...(row.inputs.image as Uint8Array)].map((level) => Math.fround(level / 255));
      expect([...(sample.inputs.image as Float32Array)]).toEqual(levels);
      expect(dataset.rowOf(row.id)).toBe(index);
      expect(dataset.label(index)).toBe(row.label);
    });
    expect(manifest.splits).toEqual({ train: 6, validation: 2, test: 2 });
    expect(dataset.rowsOf('validation')).toEqual([6, 7]);
  });

  it('states mean and deviation of the training split, and the longest text', async () => {
    const { modalities } = await writeDataset(target(), smallHeader, smallRows());
    const training = smallRows().filter((row) => row.split === 'train');
    const levels = training.flatMap((row) => [...(row.inputs.image as Uint8Array)].filter((_l, i) => i % 3 === 1));
    const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
    const variance = levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / levels.length;
    const image = modalities.image;
    if (image.kind !== 'image') throw new Error('not an image');
    expect(image.mean[1]).toBeCloseTo(mean / 255, 10);
    expect(image.std[1]).toBeCloseTo(Math.sqrt(variance) / 255, 10);
    expect(modalities.text).toEqual({ kind: 'text', maxWords: 8 });
  });

  it('gives a constant channel a deviation that can be divided by', async () => {
    const rows = smallRows().map((row) => ({ ...row, inputs: { ...row.inputs, image: new Uint8Array(18) } }));
    const { modalities } = await writeDataset(target(), smallHeader, rows);
    expect(modalities.image).toMatchObject({ mean: [0, 0, 0], std: Array(3).fill(0.5 / 255) });
  });

  it('is byte for byte the same when written again, and another one when a value changes', async () => {
    const first = await writeDataset(join(folder.path, 'a'), smallHeader, smallRows());
    const second = await writeDataset(join(folder.path, 'b'), smallHeader, smallRows());
    expect(second).toEqual(first);
    for (const file of await readdir(join(folder.path, 'a'))) {
      expect(await readFile(join(folder.path, 'b', file))).toEqual(await readFile(join(folder.path, 'a', file)));
    }
    const changed = smallRows().map((row, index) => (index === 3 ? { ...row, label: 1 - row.label } : row));
    expect((await writeDataset(join(folder.path, 'c'), smallHeader, changed)).hash).not.toBe(first.hash);
    const renamed = { ...smallHeader, classes: ['no', 'maybe'] };
    expect((await writeDataset(join(folder.path, 'd'), renamed, smallRows())).hash).not.toBe(first.hash);
    const reworded = { ...smallHeader, title: 'Other words' };
    expect((await writeDataset(join(folder.path, 'e'), reworded, smallRows())).hash).toBe(first.hash);
  });

  it('names files with the hashes of their bytes', async () => {
    const { columns } = await writeDataset(target(), smallHeader, smallRows());
    for (const { file, sha256 } of Object.values(columns)) {
      expect(hashOfBytes(await readFile(join(target(), file)))).toBe(sha256);
    }
  });

  it('replaces an older one and leaves nothing beside it', async () => {
    await writeDataset(target(), smallHeader, smallRows(5));
    await writeDataset(target(), smallHeader, smallRows(10));
    expect((await openDataset(target())).manifest.count).toBe(10);
    expect(await readdir(folder.path)).toEqual(['small']);
  });

  it('reads single rows of large columns from the disk', async () => {
    await writeDataset(target(), smallHeader, smallRows());
    const inMemory = await openDataset(target());
    const onDisk = await openDataset(target(), { memoryLimit: 10 });
    for (const row of [0, 4, 9]) expect(onDisk.sample(row)).toEqual(inMemory.sample(row));
  });

  it('holds more than 256 classes', async () => {
    const classes = Array.from({ length: 300 }, (_, index) => `class ${index}`);
    const rows = smallRows().map((row, index) => ({ ...row, label: index * 30 }));
    await writeDataset(target(), { ...smallHeader, classes }, rows);
    const dataset = await openDataset(target());
    expect(dataset.manifest.columns.label.dtype).toBe('uint16');
    expect(dataset.rowsOf('train').map((row) => dataset.label(row))).toEqual([0, 30, 60, 90, 120, 150]);
    expect(dataset.label(9)).toBe(270);
  });
});

describe('rows that cannot be written', () => {
  const cases: readonly [string, readonly DatasetRow[], RegExp][] = [
    ['none', [], /There are no rows/],
    ['a repeated id', [...smallRows(), smallRows()[0]], /"thing-0" occurs twice/],
    ['an unknown class', smallRows().map((row) => ({ ...row, label: 2 })), /no class 2/],
    ['a fractional class', smallRows().map((row) => ({ ...row, label: 0.5 })), /no class 0.5/],
    [
      'an image of another size',
      smallRows().map((row) => ({ ...row, inputs: { ...row.inputs, image: new Uint8Array(17) } })),
      /thing-0, image: not 18 bytes/,
    ],
    ['a missing modality', smallRows().map((row) => ({ ...row, inputs: {} })), /thing-0, image/],
    [
      'evidence for some only',
      smallRows().map((row, index) => {
        if (index !== 5) return row;
        const { id, label, split, group, inputs } = row;
        return { id, label, split, group, inputs };
      }),
      /Only some rows give evidence/,
    ],
  ];
  it.each(cases)('%s: an error that says so, and no trace', async (_name, rows, message) => {
    await expect(writeDataset(target(), smallHeader, rows)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(message) as string,
    });
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('end with the error that their source throws, and leave an older data set as it was', async () => {
    const { hash } = await writeDataset(target(), smallHeader, smallRows());
    const failing = function* (): Generator<DatasetRow> {
      yield smallRows()[1];
      throw new Error('the source broke');
    };
    await expect(writeDataset(target(), smallHeader, failing())).rejects.toThrow('the source broke');
    expect((await openDataset(target())).manifest.hash).toBe(hash);
    expect(await readdir(folder.path)).toEqual(['small']);
  });
});

describe('a damaged data set', () => {
  const flip = async (file: string, position: number): Promise<void> => {
    const bytes = await readFile(join(target(), file));
    bytes[position] ^= 1;
    await writeFile(join(target(), file), bytes);
  };
  const edit = async (change: (manifest: DatasetManifest) => unknown): Promise<void> => {
    const path = join(target(), 'manifest.json');
    const manifest = DatasetManifest.parse(JSON.parse(await readFile(path, 'utf8')));
    await writeFile(path, JSON.stringify(change(manifest)));
  };
  const cases: readonly [string, () => Promise<void>, string, RegExp][] = [
    ['a flipped pixel', () => flip('image.u8', 40), 'image.u8', /SHA-256/],
    ['a flipped label', () => flip('label.u8', 4), 'label.u8', /SHA-256/],
    ['a flipped letter', () => flip('text.jsonl', 100), 'text.jsonl', /SHA-256/],
    ['a column cut short', () => truncate('image.u8'), 'image.u8', /bytes where 10 rows need 180/],
    ['a column gone', () => rm(join(target(), 'split.u8')), 'split.u8', /is missing/],
    ['other classes', () => edit((m) => ({ ...m, classes: ['yes', 'no'] })), 'manifest.json', /content hash/],
    ['a missing field', () => edit((m) => ({ ...m, unit: undefined })), 'manifest.json.unit', /is missing/],
    ['no JSON', () => writeFile(join(target(), 'manifest.json'), '{"format":'), 'manifest.json', /is not valid JSON/],
    [
      'a path out of the folder',
      () => edit((m) => ({ ...m, columns: { ...m.columns, id: { ...m.columns.id, file: '../../etc/passwd' } } })),
      'manifest.json',
      /not a plain name/,
    ],
  ];
  const truncate = async (file: string): Promise<void> => {
    const bytes = await readFile(join(target(), file));
    await writeFile(join(target(), file), bytes.subarray(0, -1));
  };

  it.each(cases)('(%s) is refused by name', async (_name, damage, file, message) => {
    await writeDataset(target(), smallHeader, smallRows());
    await damage();
    const opening = openDataset(target());
    await expect(opening).rejects.toMatchObject({
      code: 'damaged',
      where: expect.stringContaining(join(target(), file)) as string,
      message: expect.stringMatching(message) as string,
    });
  });

  it('is also found in a column that stays on the disk', async () => {
    await writeDataset(target(), smallHeader, smallRows());
    await flip('image.u8', 40);
    await expect(openDataset(target(), { memoryLimit: 10 })).rejects.toMatchObject({
      code: 'damaged',
      where: join(target(), 'image.u8'),
    });
  });

  it('of a newer format is refused politely, an absent one by name', async () => {
    await writeDataset(target(), smallHeader, smallRows());
    await edit((m) => ({ ...m, formatVersion: 2 }));
    await expect(openDataset(target())).rejects.toMatchObject({ code: 'unsupported' });
    await expect(openDataset(join(folder.path, 'absent'))).rejects.toMatchObject({ code: 'not-found' });
  });
});

it('rows and samples that do not exist are refused', async () => {
  await writeDataset(target(), smallHeader, smallRows());
  const dataset = await openDataset(target());
  for (const row of [-1, 10, 0.5, NaN]) {
    expect(() => dataset.sample(row)).toThrow(expect.objectContaining({ code: 'not-found' }) as Error);
    expect(() => dataset.label(row)).toThrow(expect.objectContaining({ code: 'not-found' }) as Error);
  }
  expect(() => dataset.rowOf('thing-10')).toThrow(/no sample "thing-10"/);
});
