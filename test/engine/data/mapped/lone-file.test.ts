import { spawnSync } from 'node:child_process';
import { mkdir, readdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importMapped } from '../../../../src/engine/data/importers/mapped/import-mapped';
import { inspectFolder } from '../../../../src/engine/data/importers/mapped/inspect-folder';
import { importerOf } from '../../../../src/engine/data/importers/registry';
import { importFormats, layoutFacts, usualSideOf } from '../../../../src/shared/data/import-formats';
import type { FolderInspection } from '../../../../src/shared/mapping/guess';
import { ColumnMapping, type MappingInput } from '../../../../src/shared/mapping/mapping';
import { temporaryFolder } from '../temporary-folder';
import { npy, npz, safetensors } from './arrays';
import { plainPng, writeFiles, type Files } from './source-folder';

const folder = temporaryFolder();
const source = (...below: readonly string[]): string => join(folder.path, 'source', ...below);

const rows = Array.from({ length: 12 }, (_, at) => ({
  id: `r${String(at)}`,
  x: at * 1.5,
  label: ['tit', 'owl'][at % 2],
}));
const delimited = (separator: string): string =>
  [['id', 'x', 'label'], ...rows.map(({ id, x, label }) => [id, x, label])]
    .map((row) => row.join(separator))
    .join('\n');
const values = rows.map(({ x }) => x);
const flags = rows.flatMap((_, at) => [at % 2, at % 3 === 0 ? 1 : 0]);

const files: Files = {
  'birds.csv': delimited(','),
  'birds.tsv': delimited('\t'),
  'birds.txt': delimited('\t'),
  'birds.jsonl': rows.map((row) => JSON.stringify(row)).join('\n'),
  'birds.JSON': JSON.stringify(rows),
  'birds.npz': npz({ x: npy([12], values), label: npy([12, 2], flags) }, true),
  'birds.safetensors': safetensors({ x: { shape: [12], values }, label: { shape: [12, 2], values: flags } }),
};

const look = (directory: string, mapping: ColumnMapping | null = null): Promise<FolderInspection> =>
  inspectFolder({ directory, mapping, samples: 2 });

async function imported(directory: string, mapping: ColumnMapping, name: string) {
  const target = join(folder.path, 'lab', name);
  return importMapped({ directory, folder: target, name, title: 'Birds', mapping });
}

describe('a file by itself', () => {
  it.each(Object.entries(files))('%s is looked at and imported as from a folder of its own', async (name, content) => {
    await writeFiles(source('alone'), { [name]: content });
    await writeFiles(source('beside'), { [name]: content, 'a.csv': 'no,list\nof,these', '0.png': plainPng(1) });
    const inspection = await look(source('beside', name));
    expect(inspection).toMatchObject({ layout: null, reason: 'The file by itself.', problem: null });
    expect(inspection.source).toEqual({ kind: 'files', parts: [{ files: [name] }] });
    expect(inspection.preview!.samples).toHaveLength(2);
    const byItself = await imported(source('beside', name), inspection.mapping!, 'itself');
    const fromFolder = await imported(source('alone'), inspection.mapping!, 'folder');
    expect(byItself.imported).toBe(12);
    expect({ ...byItself, dataset: '' }).toEqual({ ...fromFolder, dataset: '' });
  });

  it('of which nothing is asked says so', async () => {
    await writeFiles(source(), { 'x.npy': npy([12, 3], new Array<number>(36).fill(1)) });
    const { columns, preview, problem } = await look(source('x.npy'));
    expect(columns.map(({ name }) => name)).toEqual(['x']);
    expect([preview, problem]).toEqual([
      null,
      'No column serves as an input and another as the label. Say what columns are.',
    ]);
  });

  it('has a layout where that is one file', async () => {
    await writeFiles(source(), { 'data.csv': delimited(',') });
    const clips = npy([4, 5, 150], new Array<number>(4 * 5 * 150).fill(0.5));
    const labels = npy([4], [0, 1, 0, 1]);
    await writeFiles(source(), {
      'ntu.npz': npz({ x_train: clips, y_train: labels, x_test: clips, y_test: labels }, true),
    });
    expect((await look(source('data.csv'))).layout?.format).toBe('table');
    expect((await look(source('ntu.npz'))).layout?.format).toBe('skeletons');
    const target = join(folder.path, 'lab', 'table');
    const asked = { folder: target, name: 'table', title: 'Table', classes: ['a', 'b'] as const, imageSide: 8 };
    const { imported: count } = await importerOf('table').import({ directory: source('data.csv'), ...asked });
    expect(count).toBe(12);
  });

  it('is read through a link that stands for it, and under the name of the link', async () => {
    await writeFiles(source('blobs'), { a1b2c3: delimited(',') });
    await mkdir(source('named'));
    await symlink(join('..', 'blobs', 'a1b2c3'), source('named', 'birds.csv'));
    const { mapping, preview } = await look(source('named', 'birds.csv'));
    expect(mapping?.source).toEqual({ kind: 'files', parts: [{ files: ['birds.csv'] }] });
    expect(preview!.samples).toHaveLength(2);
  });
});

const mappingOf = (draft: Partial<MappingInput>): ColumnMapping =>
  ColumnMapping.parse({
    format: 'muroan.mapping',
    formatVersion: 1,
    source: { kind: 'files', parts: [{ files: ['birds.csv'] }] },
    inputs: [{ kind: 'numbers', name: 'table', columns: ['x'] }],
    label: { kind: 'class', column: 'label' },
    split: { kind: 'drawn' },
    ...draft,
  });

describe('beside a file by itself nothing is read', () => {
  const remedy = 'was given by itself. Give the folder that holds both.';
  const beside: Files = {
    'birds.csv': [
      'id,x,photo,label',
      ...rows.map(({ id, x, label }, at) => `${id},${String(x)},${String(at)}.png,${label}`),
    ].join('\n'),
    'other.csv': 'id,y\nr0,1',
    'r0.json': '{"y": 1}',
    ...Object.fromEntries(rows.map((_, at) => [`${String(at)}.png`, plainPng(at)])),
    'img/0.png': plainPng(1),
  };

  it('and the guess says why files of rows are not used', async () => {
    await writeFiles(source(), beside);
    const { columns, mapping } = await look(source('birds.csv'));
    expect(columns.find(({ name }) => name === 'photo')).toMatchObject({
      use: 'none',
      reason: 'It names files, and one file was given by itself: give the folder that holds them all.',
    });
    expect(mapping!.inputs.map(({ kind }) => kind)).toEqual(['numbers']);
  });

  it.each<[string, Partial<MappingInput>]>([
    ['pictures of rows', { inputs: [{ kind: 'image', name: 'image', file: '{photo}' }] }],
    ['the only picture of a folder', { inputs: [{ kind: 'image', name: 'image', file: 'img/*' }] }],
    ['texts of rows', { inputs: [{ kind: 'text', name: 'text', file: '{id}.json' }] }],
  ])('%s: each row is left out with the remedy', async (_what, draft) => {
    await writeFiles(source(), beside);
    await expect(imported(source('birds.csv'), mappingOf(draft), 'birds')).rejects.toThrow(remedy);
    expect(await readdir(join(folder.path, 'lab')).catch(() => [])).toEqual([]);
  });

  it.each<[string, Partial<MappingInput>, string]>([
    ['another list', { source: { kind: 'files', parts: [{ files: ['other.csv'] }] } }, remedy],
    [
      'a list that is joined',
      {
        source: {
          kind: 'files',
          parts: [{ files: ['birds.csv'] }],
          joined: [{ file: 'other.csv', by: 'id', key: 'id' }],
        },
      },
      remedy,
    ],
    [
      'a file for each row',
      {
        source: { kind: 'files', parts: [{ files: ['birds.csv'] }], rowFile: '{id}.json' },
        inputs: [{ kind: 'numbers', name: 'table', columns: ['y'] }],
      },
      remedy,
    ],
    ['files by a pattern', { source: { kind: 'listing', pattern: '{label}.png' } }, 'No file of the folder is called'],
    ['a way out', { source: { kind: 'files', parts: [{ files: ['../source/birds.csv'] }] } }, 'leaves the folder'],
    ['a way around', { source: { kind: 'files', parts: [{ files: ['./birds.csv'] }] } }, remedy],
  ])('%s: refused', async (_what, draft, said) => {
    await writeFiles(source(), beside);
    await expect(imported(source('birds.csv'), mappingOf(draft), 'birds')).rejects.toThrow(said);
    expect(await readdir(join(folder.path, 'lab')).catch(() => [])).toEqual([]);
  });

  it.each(importFormats.filter((format) => !layoutFacts[format].isOneFile))(
    'the layout %s is a folder',
    async (format) => {
      await writeFiles(source(), beside);
      const asked = { name: 'x', title: 'X', classes: ['a', 'b'] as const, imageSide: usualSideOf(format) };
      const importing = importerOf(format).import({
        directory: source('birds.csv'),
        folder: join(folder.path, 'x'),
        ...asked,
      });
      await expect(importing).rejects.toThrow('is not a folder, which this layout is.');
    },
  );
});

describe('what is no file of rows', () => {
  it.each<[string, Files, string]>([
    ['paper.pdf', { 'paper.pdf': '%PDF' }, 'ends in none of the names of files with rows.'],
    ['csv', { csv: 'a,b\n1,2' }, 'ends in none of the names of files with rows.'],
    ['empty.csv', { 'empty.csv': '' }, 'is empty.'],
    ['cut.npz', { 'cut.npz': Buffer.from('PK\u0003\u0004') }, 'cut.npz'],
    ['zeros.parquet', { 'zeros.parquet': Buffer.alloc(40) }, 'zeros.parquet'],
    ['words.txt', { 'words.txt': Buffer.from([0xff, 0xfe, 0x00]) }, 'is not UTF-8.'],
    ['deep.json', { 'deep.json': '['.repeat(100_000) }, 'is no JSON'],
  ])('%s is refused', async (name, content, said) => {
    await writeFiles(source(), content);
    await expect(look(source(name))).rejects.toThrow(said);
  });

  it('a pipe is not waited for', async () => {
    await mkdir(source(), { recursive: true });
    expect(spawnSync('mkfifo', [source('pipe.csv')]).status).toBe(0);
    await expect(look(source('pipe.csv'))).rejects.toThrow('is neither a folder nor a file.');
  });

  it('a file that goes while it is read ends the import as any does', async () => {
    await writeFiles(source(), { 'birds.csv': delimited(',') });
    await rename(source('birds.csv'), source('gone.csv'));
    await expect(look(source('birds.csv'))).rejects.toThrow('There is no such folder or file.');
  });
});
