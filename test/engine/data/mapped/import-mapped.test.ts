import { readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { expect, it } from 'vitest';
import { importMapped } from '../../../../src/engine/data/importers/mapped/import-mapped';
import { openDataset } from '../../../../src/engine/data/open';
import type { Dataset } from '../../../../src/engine/data/dataset';
import type { ImportReport } from '../../../../src/shared/data/dataset';
import { ColumnMapping, type MappingInput } from '../../../../src/shared/mapping/mapping';
import { temporaryFolder } from '../temporary-folder';
import { plainPng, tone, wav, writeFiles, type Files } from './source-folder';

const folder = temporaryFolder();
const target = (): string => join(folder.path, 'lab', 'birds');
const source = (): string => join(folder.path, 'source');

type Draft = Omit<MappingInput, 'format' | 'formatVersion'>;

async function imported(
  files: Files,
  draft: Draft,
  signal?: AbortSignal,
): Promise<{ report: ImportReport; dataset: Dataset }> {
  await writeFiles(source(), files);
  const mapping = ColumnMapping.parse({ format: 'muroan.mapping', formatVersion: 1, ...draft });
  const report = await importMapped({
    directory: source(),
    folder: target(),
    name: 'birds',
    title: 'Birds',
    mapping,
    ...(signal === undefined ? {} : { signal }),
  });
  return { report, dataset: await openDataset(target()) };
}

const list = (...files: string[]): Draft['source'] => ({ kind: 'files', parts: [{ files }] });
const drawn: Draft['split'] = { kind: 'drawn', test: 0.2, validation: 0.2 };

it('pictures, texts, sounds and numbers of a list become one data set, with its mapping', async () => {
  const rows = Array.from(
    { length: 10 },
    (_, at) =>
      `b${String(at)},img/${String(at)}.png,"a bird, no ${String(at)}",s/${String(at)}.wav,${String(at)},${String(at * 2)},${at % 2 === 0 ? 'tit' : 'owl'}`,
  );
  const media = Object.fromEntries(
    rows.flatMap((_, at) => [
      [`img/${String(at)}.png`, plainPng(20 * at)],
      [`s/${String(at)}.wav`, wav(tone(at % 2 === 0 ? 400 : 2000, 16_000, 0.5), 16_000)],
    ]),
  );
  const { report, dataset } = await imported(
    { 'birds.csv': ['id,picture,note,sound,wing,beak,kind', ...rows].join('\n'), ...media },
    {
      source: list('birds.csv'),
      id: '{id}',
      inputs: [
        { kind: 'image', name: 'picture', file: '{picture}', height: 8, width: 8 },
        { kind: 'text', name: 'note', columns: ['note'] },
        { kind: 'audio', name: 'song', file: '{sound}', rate: 8000, bands: 8, frames: 16, hop: 200 },
        { kind: 'numbers', name: 'sizes', columns: ['wing', 'beak'] },
      ],
      label: { kind: 'class', column: 'kind' },
      split: drawn,
    },
  );
  expect(report).toMatchObject({ imported: 10, skipped: [] });
  const { manifest } = dataset;
  expect(manifest.classes).toEqual(['owl', 'tit']);
  expect(manifest.splits).toEqual({ train: 6, validation: 2, test: 2 });
  expect(manifest.mapping?.inputs.map(({ name }) => name)).toEqual(['picture', 'note', 'song', 'sizes']);
  expect(Object.values(manifest.modalities).map(({ kind }) => kind)).toEqual(['image', 'text', 'audio', 'tabular']);
  const sample = dataset.sample(dataset.rowOf('b3'));
  expect(sample.inputs.note).toEqual(['a', 'bird,', 'no', '3']);
  expect((sample.inputs.picture as Float32Array)[0]).toBeCloseTo(60 / 255, 6);
  expect(Array.from(sample.inputs.sizes as Float32Array)).toEqual([Math.fround(3 / 9), Math.fround(6 / 18)]);
  // The loudest band of the first frame: the higher tone lies above, where the highest band comes first.
  const loudest = (id: string): number => {
    const levels = dataset.sample(dataset.rowOf(id)).inputs.song as Float32Array;
    const first = Array.from({ length: 8 }, (_, band) => levels[16 * band + 4]);
    return first.indexOf(Math.max(...first));
  };
  expect(loudest('b1')).toBeLessThan(loudest('b2'));
});

it('every row that cannot be taken is named with its reason, and none stops the others', async () => {
  await writeFiles(folder.path, { 'outside.png': plainPng(1) });
  await writeFiles(source(), {});
  await symlink(join(folder.path, 'outside.png'), join(source(), 'link.png'));
  const lines = [
    { id: 'a', img: 'a.png', text: 'one', y: 'x' },
    { id: 'b', img: 'a.png', text: 'two', y: 'y' },
    { id: 'a', img: 'a.png', text: 'again', y: 'x' },
    { id: 'c', img: 'none.png', text: 'three', y: 'x' },
    { id: 'd', img: 'bad.png', text: 'four', y: 'x' },
    { id: 'e', img: 'a.png', text: ' ', y: 'x' },
    { id: 'f', img: 'a.png', text: 'five', y: 'z' },
    { id: 'g', img: '../outside.png', text: 'six', y: 'x' },
    { id: 'h', img: 'link.png', text: 'seven', y: 'x' },
    { id: 'i', img: 'a.png', text: 'eight', y: null },
  ].map((row) => JSON.stringify(row));
  const { report } = await imported(
    {
      'list.jsonl': [...lines, '[1]', '{"id": "j"'].join('\n'),
      'a.png': plainPng(9),
      'bad.png': plainPng(9).slice(0, 60),
    },
    {
      source: list('list.jsonl'),
      id: '{id}',
      inputs: [
        { kind: 'image', name: 'image', file: '{img}', height: 8, width: 8 },
        { kind: 'text', name: 'text', columns: ['text'] },
      ],
      label: {
        kind: 'class',
        column: 'y',
        classes: [
          { value: 'x', name: 'ex' },
          { value: 'y', name: 'why' },
        ],
      },
      split: drawn,
    },
  );
  expect(report.imported).toBe(2);
  expect(report.skipped.map(({ row, reason }) => `${String(row)} ${reason}`).sort()).toEqual(
    [
      '3 The id "a" occurs a second time.',
      '4 The file "none.png" is missing. Copy it there.',
      '5 The PNG file is cut short.',
      '6 The text is empty.',
      '7 The label "z" is none of those of the mapping.',
      '8 The path "../outside.png" leaves the folder. Copy the file into it and correct the path.',
      '9 The path "link.png" leaves the folder through a link. Put the file itself in its place.',
      '10 The label is empty.',
      '11 The line is no JSON object.',
      '12 The line is no JSON object.',
    ].sort(),
  );
});

it('groups are in one split only, and equal content of two splits is told', async () => {
  const rows = Array.from(
    { length: 60 },
    (_, at) => `${String(at)},s${String(at % 12)},${String(at % 30)},${String(at % 2)}`,
  );
  const { report, dataset } = await imported(
    { 'a.csv': ['id,speaker,x,y', ...rows].join('\n') },
    {
      source: list('a.csv'),
      id: '{id}',
      group: '{speaker}',
      inputs: [{ kind: 'numbers', name: 'table', columns: ['x'] }],
      label: { kind: 'class', column: 'y' },
      split: { kind: 'drawn', by: 'group', test: 0.25, validation: 0.25 },
    },
  );
  const groupsOf = (split: 'train' | 'validation' | 'test'): readonly string[] => [
    ...new Set(dataset.rowsOf(split).map((row) => dataset.sample(row).group)),
  ];
  const all = [...groupsOf('train'), ...groupsOf('validation'), ...groupsOf('test')];
  expect(all).toHaveLength(12);
  expect(new Set(all).size).toBe(12);
  expect(dataset.manifest.splits).toEqual({ train: 30, validation: 15, test: 15 });
  expect(dataset.manifest.unit).toBe('speaker');
  // Of 60 rows with 30 different inputs, 30 equal another: some of them in another split.
  const told = (report.remarks ?? []).map((remark) => /^(\d+) samples? of the (\w+) split/u.exec(remark)!);
  expect(told.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(30);
  expect(report.remarks!.join(' ')).toMatch(
    /split (?:is|are) equal, in all inputs, to some of the \w+ split, such as "\d+" and "\d+"/,
  );
});

it('groups that given splits share are told', async () => {
  const rows = ['train,p,1,a', 'train,q,2,b', 'test,p,3,a', 'test,r,4,b', 'val,q,5,a'];
  const { report, dataset } = await imported(
    { 'a.csv': ['fold,who,x,y', ...rows].join('\n') },
    {
      source: list('a.csv'),
      group: '{who}',
      inputs: [{ kind: 'numbers', name: 'table', columns: ['x'] }],
      label: { kind: 'class', column: 'y' },
      split: { kind: 'column', column: 'fold' },
    },
  );
  expect(dataset.manifest.splits).toEqual({ train: 2, validation: 1, test: 2 });
  expect(report.remarks).toEqual([
    '1 of the 2 groups (who) that the test split has are in the training split too. Draw splits by group to part them.',
  ]);
});

it('splits drawn by class keep the share of each, whatever the order of the rows', async () => {
  const rows = Array.from({ length: 100 }, (_, at) => `${String(at)},${String(at)},${at < 90 ? 'often' : 'rare'}`);
  const draft: Draft = {
    source: list('a.csv'),
    id: '{id}',
    inputs: [{ kind: 'numbers', name: 'table', columns: ['x'] }],
    label: { kind: 'class', column: 'y' },
    split: { kind: 'drawn', by: 'class', test: 0.2, validation: 0.1 },
  };
  const { dataset } = await imported({ 'a.csv': ['id,x,y', ...rows].join('\n') }, draft);
  const tested = dataset.rowsOf('test').map((row) => dataset.sample(row));
  expect(tested.filter(({ label }) => label === 0)).toHaveLength(18);
  expect(tested.filter(({ label }) => label === 1)).toHaveLength(2);
});

it.each([
  ['in a cell', ['x,y', '1,a;b', '2,b;c', '3,c', '4,'], { kind: 'labels', column: 'y', separator: ';' }, [1, 1, 0]],
  [
    'by column',
    ['x,y,y2,y3', '1,1,0,1', '2,0,1,0', '3,1,1,1', '4,0,0,0'],
    { kind: 'flags', columns: ['y', 'y2', 'y3'] },
    [1, 0, 1],
  ],
] satisfies [string, string[], Draft['label'], number[]][])(
  'labels %s may be several',
  async (_title, lines, label, expected) => {
    const inputs: Draft['inputs'] = [{ kind: 'numbers', name: 'table', columns: ['x'] }];
    const { dataset } = await imported(
      { 'a.csv': lines.join('\n') },
      { source: list('a.csv'), inputs, label, split: drawn },
    );
    expect(dataset.manifest.target).toEqual({ kind: 'labels' });
    expect(Array.from(dataset.sample(0).target!)).toEqual(expected);
  },
);

it('a value has the range of the data where none is told, and rows outside of a told one are left out', async () => {
  const csv = ['x,y', '1,-2', '2,4', '3,1', '4,nan', '5,inf'].join('\n');
  const draft = (range?: [number, number]): Draft => ({
    source: list('a.csv'),
    inputs: [{ kind: 'numbers', name: 'table', columns: ['x'] }],
    label: { kind: 'value', column: 'y', name: 'score', ...(range === undefined ? {} : { range }) },
    split: drawn,
  });
  const { dataset, report } = await imported({ 'a.csv': csv }, draft());
  expect(dataset.manifest.target).toEqual({ kind: 'value', unit: '', range: [-2, 4], tolerance: 0.5 });
  expect(report.skipped.map(({ reason }) => reason)).toEqual([
    'The column "y" holds "nan", which is no number.',
    'The column "y" holds "inf", which is no number.',
  ]);
  await expect(imported({ 'a.csv': csv }, draft())).rejects.toMatchObject({ code: 'conflict' });
});

it('a cancelled import leaves no trace', async () => {
  const controller = new AbortController();
  controller.abort();
  const rows = Array.from({ length: 10 }, (_, at) => `${String(at)},${String(at % 2)}`);
  const draft: Draft = {
    source: list('a.csv'),
    inputs: [{ kind: 'numbers', name: 'table', columns: ['x'] }],
    label: { kind: 'class', column: 'y' },
    split: drawn,
  };
  await expect(imported({ 'a.csv': ['x,y', ...rows].join('\n') }, draft, controller.signal)).rejects.toMatchObject({
    code: 'cancelled',
  });
  const written = await readdir(join(folder.path, 'lab')).catch(() => []);
  expect(written).toEqual([]);
  expect(await readFile(join(source(), 'a.csv'), 'utf8')).toContain('x,y');
});

it('files in folders by class, files of rows and rows of joined files are columns too', async () => {
  const { dataset } = await imported(
    {
      'meta.json': JSON.stringify({
        info: 'x',
        annotations: [
          { ref: 'p', kind: 'cat' },
          { ref: 'q', kind: 'dog' },
          { ref: 'r', kind: 'dog' },
        ],
      }),
      'list.json': JSON.stringify({ train: ['p', 'q'], test: ['r'] }),
      ...Object.fromEntries(
        ['p', 'q', 'r'].map((id) => [`data/${id}.json`, JSON.stringify({ plot: { long: `story of ${id}` } })]),
      ),
    },
    {
      source: {
        kind: 'files',
        parts: [{ files: ['list.json'] }],
        rowFile: 'data/{value}.json',
        joined: [{ file: 'meta.json', by: 'value', key: 'ref' }],
      },
      id: '{value}',
      inputs: [{ kind: 'text', name: 'text', columns: ['plot.long'] }],
      label: { kind: 'class', column: 'kind' },
      split: { kind: 'column', column: 'key' },
    },
  );
  expect(dataset.sample(dataset.rowOf('r'))).toMatchObject({ label: 1, inputs: { text: ['story', 'of', 'r'] } });
  expect(dataset.manifest.splits).toMatchObject({ test: 1 });
});

it('a mask of another size than its picture costs that row, and says both sizes', async () => {
  const mask = (side: number, value: number): Uint8Array =>
    encode({ width: side, height: side, channels: 1, data: new Uint8Array(side * side).fill(value) });
  const names = ['a', 'b', 'c', 'd'];
  const { report } = await imported(
    {
      'list.csv': ['id,split', ...names.map((name) => `${name},train`)].join('\n'),
      ...Object.fromEntries(names.map((name) => [`p/${name}.png`, plainPng(9)])),
      ...Object.fromEntries(names.map((name, at) => [`m/${name}.png`, mask(name === 'c' ? 12 : 16, at % 2)])),
    },
    {
      source: list('list.csv'),
      id: '{id}',
      inputs: [{ kind: 'image', name: 'p', file: 'p/{id}.png', height: 8, width: 8, fit: 'stretch' }],
      label: { kind: 'pixels', file: 'm/{id}.png', classes: ['ground', 'bird'] },
      split: drawn,
    },
  );
  expect(report.imported).toBe(3);
  expect(report.skipped.map(({ row, reason }) => [row, reason])).toEqual([
    [4, 'The mask has 12 × 12 pixels, the picture 16 × 16.'],
  ]);
});
