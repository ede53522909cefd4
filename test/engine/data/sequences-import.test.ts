import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importerOf } from '../../../src/engine/data/importers/registry';
import { openDataset } from '../../../src/engine/data/open';
import type { ImportReport } from '../../../src/shared/data/dataset';
import { npy, npz } from './npy-files';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
const source = (): string => join(folder.path, 'source');
const target = (): string => join(folder.path, 'opinions');

async function put(files: Readonly<Record<string, Buffer | string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(source(), name, '..'), { recursive: true });
    await writeFile(join(source(), name), content);
  }
}

const imported = (): Promise<ImportReport> =>
  importerOf('sequences').import({
    directory: source(),
    folder: target(),
    name: 'opinions',
    title: 'Opinions',
    classes: ['no', 'yes'],
    imageSide: 64,
  });

/** Two rows of voice (3 steps of 2) and words (2 steps of 1) in each split. */
const voice = [0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 0];
const split = (name: string, labels: readonly number[]): Readonly<Record<string, Buffer>> => ({
  [`${name}/voice.npy`]: npy([2, 3, 2], voice),
  [`${name}/words.npy`]: npy([2, 2, 1], [7, 8, 9, 0], '<f8'),
  [`${name}/labels.npy`]: npy([2, 1, 1], labels),
});

describe('arrays of sequences that are imported', () => {
  it('become sequences of their own lengths with a value, zeros before and behind being padding', async () => {
    await put({ ...split('train', [-3, 1.4]), ...split('valid', [0, 0.2]), ...split('test', [2.5, 3]) });
    await put({ 'test/ids.txt': 'film[0]\nfilm[1]\n', 'test/groups.txt': 'film\r\nfilm\r\n' });
    const report = await imported();
    expect(report).toMatchObject({ imported: 6, skipped: [] });
    expect(report.remarks).toEqual([
      'Steps of zeros before and behind those of a row of "voice" are taken for padding.',
      'Steps of zeros before and behind those of a row of "words" are taken for padding.',
    ]);
    const dataset = await openDataset(target());
    expect(dataset.manifest).toMatchObject({
      splits: { train: 2, validation: 2, test: 2 },
      target: { kind: 'value', range: [-3, 3] },
      unit: 'group',
      modalities: {
        voice: { kind: 'sequence', steps: 3, shortest: 1, features: [{ name: 'voice 1' }, { name: 'voice 2' }] },
        words: { kind: 'sequence', steps: 2, shortest: 1, features: [{ low: 7, high: 9 }] },
      },
    });
    const [first, second] = dataset.rowsOf('test').map(dataset.sample);
    expect([first.id, first.group, second.id]).toEqual(['film[0]', 'film', 'film[1]']);
    expect([...first.target!, ...second.target!]).toEqual([2.5, 3]);
    expect([first, second].map(({ inputs }) => [inputs.voice.length, inputs.words.length])).toEqual([
      [4, 2],
      [2, 1],
    ]);
    expect(Array.from(first.inputs.voice as Float32Array)).toEqual([0, 0, 0.5, 0.5]);
    expect(dataset.sample(0).id).toBe('train-1');
  });

  it.each([false, true])('are the same where each split is one file, compressed: %s', async (isCompressed) => {
    const packed = (labels: readonly number[]): Buffer =>
      npz(
        Object.fromEntries(Object.entries(split('', labels)).map(([place, bytes]) => [place.slice(1, -4), bytes])),
        isCompressed,
      );
    await put({ ...split('train', [-3, 1.4]), ...split('test', [2.5, 9]) });
    const folders = await imported();
    const { hash } = (await openDataset(target())).manifest;
    await rm(folder.path, { recursive: true });
    await put({ 'train.npz': packed([-3, 1.4]), 'test.npz': packed([2.5, 9]) });
    const report = await imported();
    expect(report.hash).toBe(hash);
    expect(report.imported).toBe(folders.imported);
    expect(report.skipped).toEqual([
      { file: 'test.npz: labels', row: 2, reason: 'The label is 9, outside of −3 to 3.' },
    ]);
  });

  it('are read from one file of arrays, with its lists beside it', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => row + 1);
    await put({
      'all.npz': npz(
        {
          a: npy([40, 1, 1], rows),
          labels: npy(
            [40],
            rows.map((row) => (row % 7) - 3),
          ),
        },
        true,
      ),
      'ids.txt': rows.map((row) => `clip ${row}`).join('\n'),
    });
    expect((await imported()).imported).toBe(40);
    expect((await openDataset(target())).rowOf('clip 40')).toBe(39);
  });

  it('have the lengths that they are told to have, zeros or not', async () => {
    await put({ ...split('train', [1, 2]), 'train/voice.lengths.npy': npy([2], [3, 4], '<i8') });
    const report = await imported();
    expect(report.imported).toBe(1);
    expect(report.skipped).toEqual([
      { file: 'train/labels.npy', row: 2, reason: '"voice" is told to have 4 steps of 3.' },
    ]);
    const { inputs } = (await openDataset(target())).sample(0);
    expect(inputs.voice).toHaveLength(6);
  });

  it('are dealt to splits by id where one folder holds them all; what cannot be taken is named', async () => {
    const count = 60;
    const labels = Array.from({ length: count }, (_, row) => [3.5, Number.NaN, -Infinity][row] ?? (row % 7) - 3);
    const steps = Array.from({ length: count }, (_, row) => (row === 4 ? Number.NaN : row === 5 ? -Infinity : row + 1));
    await put({ 'a.npy': npy([count, 1, 1], steps), 'labels.npy': npy([count], labels) });
    const report = await imported();
    expect(report.imported).toBe(count - 4);
    expect(report.skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [1, 'The label is 3.5, outside of −3 to 3.'],
      [2, 'The label is NaN, outside of −3 to 3.'],
      [3, 'The label is -Infinity, outside of −3 to 3.'],
      [5, '"a" holds a number that is not finite.'],
    ]);
    expect(report.remarks).toContain('Minus infinity in "a" is read as 0, as by the released loader of MulT.');
    const { splits } = (await openDataset(target())).manifest;
    expect(Math.min(splits.train, splits.validation, splits.test)).toBeGreaterThan(0);
  });

  it.each([
    [{ 'a.npy': npy([1, 1, 1], [1]) }, 'There is no labels.npy: it holds a value from −3 to 3 for each row.'],
    [{ 'labels.npy': npy([1], [1]) }, 'There is no array of sequences beside the labels.'],
    [
      { ...split('train', [1, 2]), 'train/words.npy': npy([3, 1, 1], [1, 2, 3]) },
      '"train/words.npy" has 3 rows, and the labels have 2.',
    ],
    [
      { ...split('train', [1, 2]), 'train/words.npy': npy([2, 1], [1, 2]) },
      '"train/words.npy" is not an array of rows × steps × features.',
    ],
    [{ ...split('train', [1, 2]), 'train/words.npy': 'no' }, '"train/words.npy" is no array of NumPy (.npy).'],
    [{ ...split('train', [1, 2]), 'train/words.npy': npy([2, 1, 1], [1]) }, 'ends early'],
    [{ ...split('train', [1, 2]), 'train/words.npy': npy([2, 1, 1], [1, 2], '|O') }, 'holds "|O", which is not read.'],
    [{ ...split('train', [1, 2]), 'train/words.npy': npy([2, 1, 1], [1, 2], '<f4', 'True') }, 'lies column by column'],
    [{ ...split('train', [1, 2]), 'train/ids.txt': 'one\n' }, '"train/ids.txt" has 1 lines for 2 rows.'],
    [{ ...split('train', [9, 9]) }, 'No row could be imported. train/labels.npy, row 1: The label is 9'],
    [{ ...split('dev', [1, 2]), ...split('valid', [1, 2]) }, 'Several folders hold the validation split: dev, valid.'],
  ] as const)('are refused where they are none, %#', async (files, message) => {
    await put(files);
    await expect(imported()).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(message) as string,
    });
  });
});
