import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, it, onTestFinished } from 'vitest';
import { clearHalfWritten } from '../../../src/engine/data/half-written';
import { layout } from '../../../src/engine/lab/layout';
import { startEngine, type EngineClient } from '../../../src/host/engine-client';
import type { ImportReport } from '../../../src/shared/data/dataset';
import type { LabError } from '../../../src/shared/errors';
import { ColumnMapping, type MappingInput } from '../../../src/shared/mapping/mapping';
import { stretch } from '../../support/stretch';
import { temporaryFolder } from '../../support/temporary-folder';
import { npy } from '../data/mapped/arrays';
import { plainPng, writeFiles, type Files } from '../data/mapped/source-folder';

interface Served {
  readonly engine: EngineClient;
  readonly lab: string;
  readonly source: string;
}

async function served(files: Files): Promise<Served> {
  const folder = await temporaryFolder();
  const [lab, source] = [path.join(folder, 'lab'), path.join(folder, 'source')];
  await writeFiles(source, files);
  const engine = await startEngine({ lab });
  onTestFinished(() => engine.close());
  return { engine, lab, source };
}

const mappingOf = (draft: Omit<MappingInput, 'format' | 'formatVersion'>): ColumnMapping =>
  ColumnMapping.parse({ format: 'muroan.mapping', formatVersion: 1, ...draft });

function importOf({ engine, source }: Served, mapping: ColumnMapping, signal?: AbortSignal): Promise<ImportReport> {
  const params = { directory: source, name: 'birds', title: 'Birds', mapping };
  return engine.request('data.importMapped', params, signal === undefined ? {} : { signal });
}

/** Everything below the data of a lab, hidden or not. */
async function heldIn(lab: string): Promise<readonly string[]> {
  return existsSync(layout.datasets(lab)) ? (await readdir(layout.datasets(lab), { recursive: true })).sort() : [];
}

const lists = (file: string): MappingInput['source'] => ({ kind: 'files', parts: [{ files: [file] }] });
const drawn: MappingInput['split'] = { kind: 'drawn' };
const label: MappingInput['label'] = {
  kind: 'class',
  column: 'y',
  classes: [
    { value: 'a', name: 'a' },
    { value: 'b', name: 'b' },
  ],
};

it('every row that cannot be taken is named with its reason, the first as well as the last', async () => {
  const row = (id: string, more: object = {}): string =>
    JSON.stringify({ id, img: 'img/whole.png', seq: 'seq/whole.npy', note: 'some words', y: 'a', ...more });
  const rows: readonly (readonly [line: string, reason: RegExp | null])[] = [
    [row('r1', { img: '../outside.png' }), /leaves the folder/u],
    [row('r2'), null],
    [row('r3', { img: 'link/outside.png' }), /leaves the folder through a link/u],
    [row('r4', { img: '/etc/hostname' }), /leaves the folder/u],
    [row('r5', { img: 'img/none.png' }), /is missing/u],
    [row('r6', { img: 'img/corrupt.png' }), /PNG/u],
    [row('r7', { img: 'img/huge.png' }), /too large: 20000 × 20000/u],
    [row('r8', { y: 'b' }), null],
    [row('r2'), /occurs a second time/u],
    [row('r10', { y: 'c' }), /The label "c" is none of those of the mapping/u],
    [row('r11', { y: '' }), /label is empty/u],
    [row('r12', { note: '   ' }), /The text is empty/u],
    [row('r13', { seq: 'seq/wide.npy' }), /an array of 2 × 3 numbers, not of steps × 2/u],
    [row('r14', { seq: 'seq/infinite.npy' }), /a number that is not finite/u],
    ['{"id": "r15", ', /no JSON object/u],
    [row('r16', { y: 'b' }), null],
    [row('r17', { img: 'img' }), /not a regular file/u],
  ];
  const huge = Buffer.from(plainPng(3));
  huge.writeUInt32BE(20_000, 16);
  huge.writeUInt32BE(20_000, 20);
  const given = await served({
    'list.jsonl': rows.map(([line]) => line).join('\n'),
    'img/whole.png': plainPng(9),
    'img/corrupt.png': plainPng(9).slice(0, 50),
    'img/huge.png': huge,
    'seq/whole.npy': npy([4, 2], [1, 2, 3, 4, 5, 6, 7, 8]),
    'seq/wide.npy': npy([2, 3], [1, 2, 3, 4, 5, 6]),
    'seq/infinite.npy': npy([1, 2], [1, Infinity]),
  });
  await writeFiles(path.dirname(given.source), { 'outside.png': plainPng(1) });
  await symlink(path.dirname(given.source), path.join(given.source, 'link'));
  const report = await importOf(
    given,
    mappingOf({
      source: lists('list.jsonl'),
      id: '{id}',
      inputs: [
        { kind: 'image', name: 'image', file: '{img}', height: 8, width: 8 },
        { kind: 'sequence', name: 'steps', file: '{seq}', steps: 4, features: 2 },
        { kind: 'text', name: 'note', columns: ['note'] },
      ],
      label,
      split: drawn,
    }),
  );
  expect(report.imported).toBe(rows.filter(([, reason]) => reason === null).length);
  const told = new Map(report.skipped.map((skipped) => [skipped.row, skipped.reason]));
  rows.forEach(([line, reason], at) => {
    const said = told.get(at + 1);
    if (reason === null) expect(said, line).toBeUndefined();
    else expect(said, line).toMatch(reason);
  });
});

it('a request that leads out of its folder is refused, and nothing is written', async () => {
  const given = await served({ 'list.csv': 'id,x,y\n1,1,a\n2,2,b\n', 'a/b.json': '{}' });
  await writeFiles(path.dirname(given.source), { 'secret.csv': 'id,x,y\n1,1,a\n2,2,b\n', 'k/a.png': plainPng(1) });
  await symlink(path.join(path.dirname(given.source), 'secret.csv'), path.join(given.source, 'linked.csv'));
  const secret = path.join(path.dirname(given.source), 'secret.csv');
  const inputs: MappingInput['inputs'] = [{ kind: 'numbers', name: 'x', columns: ['x'] }];
  const sources: readonly MappingInput['source'][] = [
    lists('../secret.csv'),
    lists(secret),
    lists('linked.csv'),
    lists('a/../../secret.csv'),
    lists('list.exe'),
    { kind: 'listing', pattern: '../{y}/{x}.png' },
    { kind: 'listing', pattern: '{y:*}/../{x}.png' },
    { kind: 'files', parts: [{ files: ['list.csv'] }], joined: [{ file: '../secret.csv', by: 'id', key: 'id' }] },
    { kind: 'files', parts: [{ files: ['list.csv', '../secret.csv'] }] },
  ];
  for (const source of sources) {
    const error = await importOf(given, mappingOf({ source, inputs, label, split: drawn })).catch(
      (reason: unknown) => reason,
    );
    expect(error, JSON.stringify(source)).toMatchObject({ code: 'invalid' });
    expect((error as LabError).message, JSON.stringify(source)).not.toContain('1,1,a');
  }
  for (const [name, code] of [
    ['../birds', 'invalid'],
    ['', 'invalid'],
    ['a/b', 'invalid'],
    ['.part', 'invalid'],
  ] as const) {
    const mapping = mappingOf({ source: lists('list.csv'), inputs, label, split: drawn });
    const asked = given.engine.request('data.importMapped', { directory: given.source, name, title: 'T', mapping });
    await expect(asked, name).rejects.toMatchObject({ code });
  }
  const missing = given.engine.request('data.importMapped', {
    ...{ directory: path.join(given.source, 'none'), name: 'birds', title: 'T' },
    mapping: mappingOf({ source: lists('list.csv'), inputs, label, split: drawn }),
  });
  await expect(missing).rejects.toMatchObject({ code: 'not-found' });
  expect(await heldIn(given.lab)).toEqual([]);
  expect(await given.engine.request('data.list', {})).toEqual([]);
});

/** So many rows that their import lasts for seconds. */
async function long(): Promise<{ readonly given: Served; readonly mapping: ColumnMapping }> {
  const rows = Array.from(
    { length: 30_000 },
    (_, at) => `${String(at)},img/${String(at % 5)}.png,${at % 2 === 0 ? 'a' : 'b'}`,
  );
  const given = await served({
    'list.csv': ['id,img,y', ...rows].join('\n'),
    ...Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`img/${String(at)}.png`, plainPng(at, 64)])),
  });
  const mapping = mappingOf({
    source: lists('list.csv'),
    id: '{id}',
    inputs: [{ kind: 'image', name: 'image', file: '{img}', height: 32, width: 32 }],
    label,
    split: drawn,
  });
  return { given, mapping };
}

it('a cancelled import leaves no trace, within a second', async () => {
  const { given, mapping } = await long();
  const abort = new AbortController();
  const asked = importOf(given, mapping, abort.signal).catch((reason: unknown) => reason);
  await expect.poll(() => heldIn(given.lab)).toContain('.birds.part');
  const started = performance.now();
  abort.abort();
  expect(await asked).toMatchObject({ code: 'cancelled' });
  expect(performance.now() - started).toBeLessThan(1000 * stretch);
  await expect.poll(() => heldIn(given.lab)).toEqual([]);
});

it('an engine that is killed in the middle of an import leaves nothing that the next one has to do with', async () => {
  const { given, mapping } = await long();
  const asked = importOf(given, mapping).catch((reason: unknown) => reason);
  await expect.poll(() => heldIn(given.lab)).toContain('.birds.part');
  process.kill(given.engine.pid, 'SIGKILL');
  expect(await asked).toMatchObject({ code: 'internal' });
  const next = await startEngine({ lab: given.lab });
  onTestFinished(() => next.close());
  expect(await next.request('data.list', {})).toEqual([]);
  await writeFile(path.join(given.source, 'list.csv'), 'id,img,y\n1,img/1.png,a\n2,img/2.png,b\n3,img/3.png,a');
  // Under another name, so that what was left is not overwritten but cleared away.
  const other = await next.request('data.importMapped', {
    directory: given.source,
    name: 'other',
    title: 'T',
    mapping,
  });
  expect(other.imported).toBe(3);
  expect((await heldIn(given.lab)).filter((name) => !name.startsWith('other'))).toEqual([]);
});

it('what a killed writer was about to replace is put back', async () => {
  const folder = await temporaryFolder();
  const data = layout.datasets(folder);
  await mkdir(path.join(data, '.set.part.old'), { recursive: true });
  await writeFile(path.join(data, '.set.part.old', 'kept'), 'it');
  await mkdir(path.join(data, '.set.part'));
  await mkdir(path.join(data, '.gone.part.old'));
  await mkdir(path.join(data, 'gone'));
  await clearHalfWritten(data);
  expect(await heldIn(folder)).toEqual(['gone', 'set', path.join('set', 'kept')]);
});

it('the same samples have one hash whatever files they come from, and lie in plain files of rows', async () => {
  const count = 12;
  const values = Array.from({ length: count }, (_, at) => [at / 4, at * 2]);
  const rows = values.map(([x, z], at) => ({
    id: `s${String(at)}`,
    x,
    z,
    y: at % 2 === 0 ? 'a' : 'b',
    split: at < 8 ? 'train' : at < 10 ? 'validation' : 'test',
  }));
  const given = await served({
    'a.csv': ['id,x,z,y,split', ...rows.map((row) => Object.values(row).join(','))].join('\n'),
    'b.jsonl': rows.map((row) => JSON.stringify(row)).join('\n'),
    'c.tsv': ['split\ty\tz\tx\tid', ...rows.map(({ split, y, z, x, id }) => [split, y, z, x, id].join('\t'))].join(
      '\r\n',
    ),
    'd.json': JSON.stringify({ all: rows }),
  });
  await writeFile(
    path.join(given.source, 'e.parquet'),
    new Uint8Array(
      parquetWriteBuffer({
        columnData: (['id', 'y', 'split'] as const)
          .map((name): { name: string; data: (string | number)[]; type: 'STRING' | 'DOUBLE' } => ({
            name,
            data: rows.map((row) => row[name]),
            type: 'STRING',
          }))
          .concat((['x', 'z'] as const).map((name) => ({ name, data: rows.map((row) => row[name]), type: 'DOUBLE' }))),
      }),
    ),
  );
  const importFile = async (file: string, name: string): Promise<string> => {
    const { hash, skipped } = await given.engine.request('data.importMapped', {
      ...{ directory: given.source, name, title: name },
      mapping: mappingOf({
        source: lists(file),
        id: '{id}',
        inputs: [{ kind: 'numbers', name: 'table', columns: ['x', 'z'] }],
        label,
        split: { kind: 'column', column: 'split' },
      }),
    });
    expect(skipped).toEqual([]);
    return hash;
  };
  const hashes: string[] = [];
  for (const [at, file] of ['a.csv', 'b.jsonl', 'c.tsv', 'd.json', 'e.parquet', 'a.csv'].entries()) {
    hashes.push(await importFile(file, `set${String(at)}`));
  }
  expect(new Set(hashes).size).toBe(1);
  // Rows of one length from the first byte on: what maps files into memory finds each at its place.
  const { columns } = await given.engine.request('data.show', { dataset: 'set0' });
  const file = path.join(layout.dataset(given.lab, 'set0'), columns.table.file);
  expect([columns.table.dtype, columns.table.shape, (await stat(file)).size]).toEqual(['float32', [2], count * 8]);
  const bytes = await readFile(file);
  expect(values.map((_, at) => [bytes.readFloatLE(8 * at), bytes.readFloatLE(8 * at + 4)])).toEqual(values);
  // Written out of the lab's own files and taken in again, they are the same.
  const out = values.map((_, at) => ({ ...rows[at], x: bytes.readFloatLE(8 * at), z: bytes.readFloatLE(8 * at + 4) }));
  await writeFile(path.join(given.source, 'out.jsonl'), out.map((row) => JSON.stringify(row)).join('\n'));
  expect(await importFile('out.jsonl', 'again')).toBe(hashes[0]);
});
