import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importMapped } from '../../../../src/engine/data/importers/mapped/import-mapped';
import { inspectFolder } from '../../../../src/engine/data/importers/mapped/inspect-folder';
import { openDataset } from '../../../../src/engine/data/open';
import type { DatasetManifest, ImportReport } from '../../../../src/shared/data/dataset';
import type { FolderInspection } from '../../../../src/shared/mapping/guess';
import { ColumnMapping } from '../../../../src/shared/mapping/mapping';
import type { MappingDraft } from '../../../../src/shared/mapping/edit';
import { unusedColumns, withUnused } from '../../../../src/shared/mapping/unused';
import { temporaryFolder } from '../temporary-folder';
import { plainPng, tone, wav, writeFiles, type Files } from './source-folder';

const folder = temporaryFolder();

async function inspected(files: Files): Promise<FolderInspection> {
  const directory = join(folder.path, 'source');
  await writeFiles(directory, files);
  const before = await readdir(directory, { recursive: true });
  const inspection = await inspectFolder({ directory, mapping: null, samples: 2 });
  expect(await readdir(directory, { recursive: true })).toEqual(before);
  return inspection;
}

/** The whole folder that was looked at, imported as it was guessed. */
async function imported({
  mapping,
}: FolderInspection): Promise<{ report: ImportReport; splits: DatasetManifest['splits'] }> {
  const lab = join(folder.path, 'lab');
  const report = await importMapped({
    ...{ directory: join(folder.path, 'source'), folder: lab, name: 'guessed', title: 'Guessed' },
    mapping: mapping!,
  });
  return { report, splits: (await openDataset(lab)).manifest.splits };
}

const uses = ({ columns }: FolderInspection): Record<string, string> =>
  Object.fromEntries(columns.map(({ name, use }) => [name, use]));

describe('a folder that is looked at', () => {
  it('has its columns taken for what they look like, with reasons, and its first samples shown', async () => {
    const rows = Array.from({ length: 12 }, (_, at) => [
      `n${String(at)}`,
      `${String(at)}.png`,
      `a bird on tree ${String(at)}`,
      String(at * 1.5),
      ['train', 'val', 'test'][at % 3],
      `p${String(at % 4)}`,
      ['tit', 'owl'][at % 2],
      '',
    ]);
    const lines = [['name', 'photo', 'caption', 'wing', 'split', 'speaker', 'label', 'notes'], ...rows];
    const inspection = await inspected({
      'birds.csv': lines.map((line) => line.join(',')).join('\n'),
      ...Object.fromEntries(rows.map((_, at) => [`images/${String(at)}.png`, plainPng(at)])),
    });
    expect(uses(inspection)).toEqual({
      name: 'id',
      photo: 'image',
      caption: 'text',
      wing: 'numbers',
      split: 'split',
      speaker: 'group',
      label: 'label',
      notes: 'none',
    });
    expect(inspection.columns.every(({ reason }) => reason.endsWith('.'))).toBe(true);
    expect(inspection.mapping).toMatchObject({
      id: '{name}',
      group: '{speaker}',
      inputs: [{ file: 'images/{photo}' }, { columns: ['caption'] }, { columns: ['wing'] }],
      label: { kind: 'class', column: 'label' },
      split: { kind: 'column', values: { train: ['train', 'training'], test: ['test', 'testing'] } },
    });
    expect(inspection.problem).toBeNull();
    expect(inspection.preview!.samples.map(({ id }) => id)).toEqual(['n0', 'n1']);
    expect(inspection.preview!.samples[0].values.text).toEqual({
      kind: 'text',
      words: ['a', 'bird', 'on', 'tree', '0'],
    });
  });

  it.each([
    ['the first words of splits', ['train', 'Val', 'test']],
    ['words of its own, and the usual for the rest', ['train-clean', 'dev', 'TESTING']],
  ])('in the order of its splits loses no row of a later one: %s', async (_, splits) => {
    const rows = splits.flatMap((split, part) =>
      Array.from({ length: [201, 25, 25][part] }, (__, at) => `${String(at / 2)},${['a', 'b'][at % 2]},${split}`),
    );
    const inspection = await inspected({ 'a.csv': ['x,label,split', ...rows].join('\n') });
    expect(inspection.preview).toMatchObject({ skipped: [], remarks: [] });
    const { report, splits: found } = await imported(inspection);
    expect(found).toEqual({ train: 201, validation: 25, test: 25 });
    expect(report.skipped).toEqual([]);
  });

  it.each(['kind', 'species', 'diagnosis', 'topic'])(
    'takes what is called %s for the label, whoever comes last',
    async (name) => {
      const rows = Array.from(
        { length: 60 },
        (_, at) => `${String(at / 2)},${['tit', 'owl'][at % 2]},O${String(at % 7)}`,
      );
      const inspection = await inspected({ 'a.csv': [`x,${name},observer`, ...rows].join('\n') });
      expect(inspection.mapping!.label).toEqual({ kind: 'class', column: name });
    },
  );

  it('with folders by split of which the first hold all that is looked at loses none of the others', async () => {
    const inspection = await inspected(
      Object.fromEntries(
        ['test', 'train', 'val'].flatMap((split, part) =>
          ['cat', 'dog'].flatMap((name) =>
            Array.from(
              { length: [101, 6, 3][part] },
              (_, at) => [`${split}/${name}/${String(at)}.png`, plainPng(at, 4)] as const,
            ),
          ),
        ),
      ),
    );
    const { report, splits: found } = await imported(inspection);
    expect(found).toEqual({ train: 12, validation: 6, test: 202 });
    expect(report.skipped).toEqual([]);
  });

  it('with a list for each split has these splits', async () => {
    const list = (from: number): string =>
      Array.from({ length: 4 }, (_, at) => JSON.stringify({ id: from + at, x: from + at, label: at % 2 })).join('\n');
    const inspection = await inspected({ 'train.jsonl': list(0), 'dev.jsonl': list(10), 'test.jsonl': list(20) });
    expect(inspection.mapping).toMatchObject({
      source: { parts: [{ split: 'validation' }, { split: 'test' }, { split: 'train' }] },
      split: { kind: 'parts' },
    });
  });

  it('with sounds in folders by class has a row for each', async () => {
    const inspection = await inspected(
      Object.fromEntries(
        ['dog', 'cat'].flatMap((name) =>
          [1, 2, 3].map((at) => [`${name}/${String(at)}.wav`, wav(tone(300 * at, 8000, 0.2), 8000)] as const),
        ),
      ),
    );
    expect(inspection.mapping).toMatchObject({
      source: { kind: 'listing', pattern: '{class}/{name}.wav' },
      label: { kind: 'class', column: 'class' },
    });
    expect(inspection.mapping!.inputs).toMatchObject([{ kind: 'audio', name: 'audio', file: '{path}' }]);
    expect(inspection.preview!.samples).toHaveLength(2);
    expect(Object.keys(inspection.preview!.samples[0].values)).toEqual(['audio']);
    expect(inspection.preview!.samples[0].values.audio).toMatchObject({ kind: 'audio' });
  });

  it.each([
    ['numbers', '', (at: number) => String(at).padStart(4, '0')],
    ['numbers that differ over all folders', '', (at: number, place: number) => String(100 * place + at)],
    ['names', 'train/', (at: number, place: number) => `${['cat', 'dog'][place]}-${String(at)}`],
    ['several words', 'train/', (at: number) => `one of many ${String(at)}`],
  ])('with pictures in folders by class takes %s of files for no input and no id', async (_, before, called) => {
    const inspection = await inspected(
      Object.fromEntries(
        ['cat', 'dog'].flatMap((name, place) =>
          Array.from({ length: 12 }, (__, at) => [`${before}${name}/${called(at, place)}.png`, plainPng(at)] as const),
        ),
      ),
    );
    expect(inspection.mapping!.inputs).toMatchObject([{ kind: 'image', name: 'image', file: '{path}' }]);
    expect(inspection.mapping).toMatchObject({ label: { kind: 'class', column: 'class' } });
    expect(inspection.mapping!.id).toBeUndefined();
    expect(inspection.columns.find(({ name }) => name === 'name')).toMatchObject({
      use: 'none',
      reason: 'It is a part of the names of files, which may tell the answer.',
      addable: expect.stringMatching(/^(?:numbers|text)$/u) as string,
    });
    expect(inspection.preview!.skipped).toEqual([]);
  });

  it('with folders called by numbers has them for classes, however many there are', async () => {
    const inspection = await inspected(
      Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`${String(at % 40)}/${String(at)}.png`, plainPng(at)])),
    );
    expect(inspection.mapping).toMatchObject({ label: { kind: 'class', column: 'class' } });
  });

  it('says of columns that are left out why, and what they can be all the same', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => [
      ...[at, 1000 + at, 7, 'same', at % 2, at % 3, (at * 0.3).toFixed(1), ['red', 'green', 'blue'][at % 3], ''],
    ]);
    const header = ['id', 'id2', 'seven', 'place', 'label', 'label_b', 'x', 'shade', 'notes'];
    const inspection = await inspected({ 'a.csv': [header, ...rows].map((row) => row.join(',')).join('\n') });
    expect(uses(inspection)).toMatchObject({ id: 'id', label: 'label', x: 'numbers' });
    expect(inspection.mapping!.inputs).toMatchObject([{ kind: 'numbers', columns: ['x'] }]);
    const unused = unusedColumns(inspection.mapping!, inspection.columns);
    expect(unused.map(({ column, reason, addable }) => [column.name, reason, addable])).toEqual([
      ['id2', 'Its name says an id, and no two are equal: it tells nothing of others.', 'numbers'],
      ['seven', 'It has one value only in the first rows.', 'numbers'],
      ['place', 'It has one value only in the first rows.', 'text'],
      ['label_b', 'Its name says a label: as an input it may give the answer.', 'numbers'],
      ['shade', 'It holds names.', 'text'],
      ['notes', 'It is empty.', null],
    ]);
    const all = ColumnMapping.parse(unused.reduce<MappingDraft>(withUnused, inspection.mapping!));
    const after = await inspectFolder({ directory: join(folder.path, 'source'), mapping: all, samples: 1 });
    expect(after.problem).toBeNull();
    expect(unusedColumns(all, after.columns).map(({ column }) => column.name)).toEqual(['notes']);
  });

  it('with an id that a few rows have twice names these rows, and makes no id an input', async () => {
    const rows = Array.from({ length: 100 }, (_, at) => [
      ...[at === 60 ? 59 : at, at % 7, `no ${String(at % 50)} of many`, at / 2, ['a', 'b'][at % 2]],
    ]);
    const header = ['id', 'shop_id', 'name', 'x', 'label'];
    const inspection = await inspected({ 'a.csv': [header, ...rows].map((row) => row.join(',')).join('\n') });
    expect(inspection.mapping).toMatchObject({ id: '{id}', inputs: [{ kind: 'numbers', columns: ['x'] }] });
    expect(inspection.columns.map(({ use, reason, addable }) => [use, reason, addable]).slice(0, 3)).toEqual([
      ['id', 'Its name says so, and hardly any are equal.', undefined],
      ['none', 'Its name says an id, which may stand for the answer.', 'numbers'],
      ['none', 'Its name says an id, which may stand for the answer.', 'text'],
    ]);
    expect(inspection.preview!.skipped).toMatchObject([{ row: 62, reason: 'The id "59" occurs a second time.' }]);
  });

  it('takes an id that no two rows share before one that a few do', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => `n${String(at === 9 ? 8 : at)},${String(at)},${String(at % 2)}`);
    const inspection = await inspected({ 'a.csv': ['name,key,label', ...rows].join('\n') });
    expect(uses(inspection)).toEqual({ name: 'none', key: 'id', label: 'label' });
  });

  it.each(['subject', 'patient_id'])(
    'whose first rows are of a %s each keeps their later rows in one split',
    async (who) => {
      const rows = Array.from(
        { length: 400 },
        (_, at) => `s${String(at % 200)},${String(at / 2)},${['a', 'b'][at % 2]}`,
      );
      const inspection = await inspected({ 'a.csv': [`${who},x,label`, ...rows].join('\n') });
      expect(inspection.mapping).toMatchObject({
        group: `{${who}}`,
        inputs: [{ columns: ['x'] }],
        split: { kind: 'drawn', by: 'group' },
      });
      expect(inspection.mapping!.id).toBeUndefined();
      expect((await imported(inspection)).report).toMatchObject({ imported: 400, skipped: [] });
    },
  );

  it('takes a column for numbers though many are none, and names their rows', async () => {
    const none = ['nan', 'NaN', 'inf', '-Infinity'];
    const rows = Array.from(
      { length: 40 },
      (_, at) => `${at % 4 === 1 ? none[(at >> 2) % 4] : String(at / 3)},nan,${['a', 'b'][at % 2]}`,
    );
    const inspection = await inspected({ 'a.csv': ['x,never,label', ...rows].join('\n') });
    expect(uses(inspection)).toEqual({ x: 'numbers', never: 'none', label: 'label' });
    const { report } = await imported(inspection);
    expect(report).toMatchObject({ imported: 30 });
    expect(report.skipped).toHaveLength(10);
    expect(report.skipped[0]).toMatchObject({ row: 3, reason: 'The column "x" holds "nan", which is no number.' });
  });

  it('with long paths finds the files all the same', async () => {
    const place = `${'of-one-kind/'.repeat(6)}p`;
    const rows = Array.from({ length: 6 }, (_, at) => `${place}${String(at)}.png,${['a', 'b'][at % 2]}`);
    const inspection = await inspected({
      'a.csv': ['photo,label', ...rows].join('\n'),
      ...Object.fromEntries(rows.map((_, at) => [`${place}${String(at)}.png`, plainPng(at)])),
    });
    expect(inspection.mapping!.inputs).toMatchObject([{ kind: 'image', file: '{photo}' }]);
  });

  it.each([
    ['lists', '[', ']'],
    ['objects', '{"z":', '}'],
  ])('with %s nested without end shows where they begin, and takes the other columns', async (_, open, close) => {
    const deep = (depth: number): string => `${open.repeat(depth)}1${close.repeat(depth)}`;
    const rows = Array.from(
      { length: 12 },
      (__, at) => `{"deep":[${deep(at === 3 ? 200_000 : 2)}],"x":${String(at / 2)},"label":"${['a', 'b'][at % 2]}"}`,
    );
    const inspection = await inspected({ 'a.jsonl': rows.join('\n') });
    expect(inspection.columns[0].examples[0]).toBe(JSON.stringify([JSON.parse(deep(2))]));
    expect(inspection.columns.every(({ examples }) => examples.every(({ length }) => length <= 60))).toBe(true);
    expect(inspection.mapping!.inputs.some(({ name }) => name === 'table')).toBe(true);
    expect(inspection.preview!.samples).toHaveLength(2);
  });

  it('with more than eight inputs says which are left out', async () => {
    const header = Array.from({ length: 10 }, (_, at) => `words${String(at)}`);
    const rows = Array.from({ length: 12 }, (_, row) =>
      [...header.map((name) => `three ${name} in${String(row)}`), String(row % 2)].join(','),
    );
    const inspection = await inspected({ 'a.csv': [[...header, 'label'].join(','), ...rows].join('\n') });
    expect(inspection.mapping!.inputs).toHaveLength(8);
    const unused = unusedColumns(inspection.mapping!, inspection.columns);
    expect(unused.map(({ column, reason, addable }) => [column.name, reason, addable])).toEqual([
      ['words8', 'There are 8 inputs without it.', 'text'],
      ['words9', 'There are 8 inputs without it.', 'text'],
    ]);
  });

  it('with a first column without a name, as pandas writes its index, has a name for it', async () => {
    const rows = Array.from({ length: 12 }, (_, at) => `${String(at)},${String(at * 0.5)},${['a', 'b'][at % 2]}`);
    const inspection = await inspected({ 'a.csv': [',x,label', ...rows].join('\n') });
    expect(uses(inspection)).toEqual({ index: 'id', x: 'numbers', label: 'label' });
    expect(inspection.preview!.samples.map(({ id }) => id)).toEqual(['0', '1']);
    await expect(inspected({ 'a.csv': 'x,,label\n1,2,a' })).rejects.toThrow('has a column without a name.');
    await expect(inspected({ 'a.csv': ',index\n1,2' })).rejects.toThrow('names the column "index" twice.');
  });

  it('without anything to import is refused', async () => {
    await expect(inspected({ 'readme.md': 'hello' })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/^This folder holds no list of samples/u) as string,
    });
  });

  it('in which nothing serves as a label says so, and shows its columns', async () => {
    const inspection = await inspected({ 'a.csv': 'x,z\n1.5,2\n2.5,3' });
    expect(inspection.mapping).toBeNull();
    expect(inspection.problem).toMatch(/^No column serves/u);
    expect(uses(inspection)).toEqual({ x: 'numbers', z: 'numbers' });
  });
});
