import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, it } from 'vitest';
import type { Cell } from '../../../../src/engine/data/importers/mapped/cell';
import { importMapped } from '../../../../src/engine/data/importers/mapped/import-mapped';
import { inspectFolder } from '../../../../src/engine/data/importers/mapped/inspect-folder';
import { openSource } from '../../../../src/engine/data/importers/mapped/open-source';
import { ParquetProcess } from '../../../../src/engine/data/importers/mapped/parquet/client';
import type { ImportReport } from '../../../../src/shared/data/dataset';
import type { FolderInspection } from '../../../../src/shared/mapping/guess';
import { ColumnMapping } from '../../../../src/shared/mapping/mapping';
import type { RowSource } from '../../../../src/shared/mapping/source';
import { stretch } from '../../../support/stretch';
import { testDamagedFiles } from '../mapped/damage-suite';
import { plainPng, writeFiles, type Files } from '../mapped/source-folder';
import { temporaryFolder } from '../temporary-folder';

const folder = temporaryFolder();
const directory = (): string => join(folder.path, 'source');

// Thousands more in test/long.
testDamagedFiles(90, 120_000, 'built');

async function cellsIn(files: Files, source: RowSource): Promise<readonly Readonly<Record<string, Cell>>[]> {
  await writeFiles(directory(), files);
  const opened = await openSource(directory(), source);
  try {
    const rows: Record<string, Cell>[] = [];
    for await (const { cell } of opened.rows()) {
      const row: Record<string, Cell> = {};
      for (const column of opened.columns) row[column] = await cell(column);
      rows.push(row);
    }
    return rows;
  } finally {
    await opened.close();
  }
}

const alone: RowSource = { kind: 'files', parts: [{ files: ['a.parquet'] }] };

it('has texts, numbers, lists and the bytes of pictures', async () => {
  const png = plainPng(77);
  const file = parquetWriteBuffer({
    columnData: [
      { name: 'id', data: ['a', 'b'], type: 'STRING' },
      { name: 'x', data: [1.5, 2.5], type: 'DOUBLE' },
      { name: 'n', data: [3, 4], type: 'INT32' },
      { name: 'picture', data: [png, png], type: 'BYTE_ARRAY' },
    ],
    rowGroupSize: 1,
  });
  const rows = await cellsIn({ 'a.parquet': new Uint8Array(file) }, alone);
  expect(rows.map(({ id, x, n }) => [id, x, n])).toEqual([
    ['a', 1.5, 3],
    ['b', 2.5, 4],
  ]);
  expect(Buffer.from(rows[1].picture as Uint8Array).equals(png)).toBe(true);
});

it('has rows of several groups, of which some are decoded at a time, in their order', async () => {
  const data = Array.from({ length: 2500 }, (_, at) => at);
  const text = data.map((at) => `${String(at)} ${'x'.repeat(30_000)}`);
  const file = parquetWriteBuffer({
    columnData: [
      { name: 'n', data, type: 'INT32' },
      { name: 'text', data: text, type: 'STRING' },
    ],
    rowGroupSize: [1900, 600],
    codec: 'GZIP',
    compressors: { GZIP: (bytes) => gzipSync(bytes) },
  });
  await writeFiles(directory(), { 'a.parquet': new Uint8Array(file) });
  const source = await openSource(directory(), alone);
  const seen: Cell[] = [];
  for await (const { cell } of source.rows()) {
    const n = await cell('n');
    expect(await cell('text')).toBe(text[Number(n)]);
    seen.push(n);
  }
  await source.close();
  expect(seen).toEqual(data);
});

// Written by pyarrow 26.0.1: 40 rows of x = row / 2 and y = aaa or bbb.
it('is unpacked from Zstandard whatever Node has of it', async () => {
  const bytes = await readFile(join(import.meta.dirname, 'zstandard.parquet'));
  const rows = await cellsIn({ 'a.parquet': bytes }, alone);
  expect(rows).toEqual(Array.from({ length: 40 }, (_, at) => ({ x: at / 2, y: at % 2 === 0 ? 'aaa' : 'bbb' })));
});

it('is looked at and imported by itself', async () => {
  const bytes = await readFile(join(import.meta.dirname, 'zstandard.parquet'));
  await writeFiles(directory(), { 'a.parquet': bytes, 'b.parquet': Buffer.from('is not read') });
  const given = join(directory(), 'a.parquet');
  const { mapping, reason } = await inspectFolder({ directory: given, mapping: null, samples: 1 });
  expect(reason).toBe('The file by itself.');
  const target = { folder: join(folder.path, 'lab', 'a'), name: 'a', title: 'A' };
  const report = await importMapped({ directory: given, ...target, mapping: mapping! });
  expect([report.imported, report.skipped]).toEqual([40, []]);
});

it('is joined by a key', async () => {
  const file = parquetWriteBuffer({
    columnData: [
      { name: 'key', data: ['b', 'a'], type: 'STRING' },
      { name: 'words', data: ['of b', 'of a'], type: 'STRING' },
    ],
  });
  const rows = await cellsIn(
    { 'list.csv': 'id,y\na,1\nb,2', 'a.parquet': new Uint8Array(file) },
    {
      kind: 'files',
      parts: [{ files: ['list.csv'] }],
      joined: [{ file: 'a.parquet', by: 'id', key: 'key' }],
    },
  );
  expect(rows.map(({ id, words }) => [id, words])).toEqual([
    ['a', 'of a'],
    ['b', 'of b'],
  ]);
});

/** Writes a number into the place of bytes that stand once in a file. */
function overwritten(file: ArrayBuffer, old: readonly number[], bytes: readonly number[]): Uint8Array {
  const whole = Buffer.from(file);
  const at = whole.indexOf(Buffer.from(old));
  expect(at).toBeGreaterThan(0);
  expect(whole.indexOf(Buffer.from(old), at + 1)).toBe(-1);
  whole.set(bytes, at);
  return whole;
}

const letters = Array.from({ length: 600 }, (_, at) => 'abc'[at % 3]);

/** A column whose run of values says to be far longer than its page, and would be written out in full. */
it('refuses runs that are longer than their page', async () => {
  const columnData = [{ name: 'y', data: letters, type: 'STRING', encoding: 'RLE_DICTIONARY' } as const];
  // Of values of two bits, packed in 75 times eight.
  const file = overwritten(
    parquetWriteBuffer({ columnData, codec: 'UNCOMPRESSED' }),
    [2, 0x97, 0x01],
    [2, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0],
  );
  await expect(cellsIn({ 'a.parquet': file }, alone)).rejects.toThrow('A run has more values than its page.');
});

/** 2²⁶ empty cells in a few bytes: more than the memory of the process, and minutes of decoding. */
function bomb(): Uint8Array {
  const rows = 2 ** 20;
  const file = Buffer.from(
    parquetWriteBuffer({
      columnData: [{ name: 'y', data: new Array<null>(rows).fill(null), type: 'STRING', nullable: true }],
      rowGroupSize: rows,
      codec: 'UNCOMPRESSED',
    }),
  );
  // Twice 2²⁰, as counts and runs are told, becomes twice 2²⁶.
  const told = Buffer.from([0x80, 0x80, 0x80, 0x01]);
  let found = 0;
  for (let at = file.indexOf(told); at !== -1; at = file.indexOf(told, at + 1)) {
    file[at + 3] = 0x40;
    found += 1;
  }
  expect(found).toBeGreaterThan(4);
  expect(file.length).toBeLessThan(2000);
  return file;
}

async function importBomb(): Promise<ImportReport> {
  await writeFiles(directory(), { 'a.parquet': bomb() });
  return importMapped({
    ...{ directory: directory(), folder: join(folder.path, 'lab', 'bomb'), name: 'bomb', title: 'Bomb' },
    mapping: ColumnMapping.parse({
      ...{ format: 'muroan.mapping', formatVersion: 1, source: alone, split: { kind: 'drawn' } },
      inputs: [{ kind: 'text', name: 'x', columns: ['y'] }],
      label: { kind: 'class', column: 'y' },
    }),
  });
}

async function inspectBomb(signal: AbortSignal): Promise<FolderInspection> {
  await writeFiles(directory(), { 'a.parquet': bomb() });
  return inspectFolder({ directory: directory(), mapping: null, samples: 2, signal });
}

/** Processes that decode Parquet for this one. */
function decoding(): number {
  const { stdout } = spawnSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes('parquet-process')).length;
}

it('refuses more rows than the lab keeps in mind before any is read', async () => {
  await expect(importBomb()).rejects.toMatchObject({
    code: 'invalid',
    message: 'There are more than 10,000,000 rows.',
  });
  await expect.poll(decoding).toBe(0);
  expect(await readdir(folder.path)).toEqual(['source']);
});

it.each([
  ['take more memory than there is for them', 60_000, 'need more memory than there is for them'],
  ['are not decoded in time', 100, 'were not decoded within 0.1 seconds'],
])('gives a file up whose pages %s', async (_, milliseconds, why) => {
  await writeFiles(directory(), { 'a.parquet': bomb() });
  const decoder = new ParquetProcess('a.parquet');
  await decoder.ask({ kind: 'open', path: join(directory(), 'a.parquet') }, 30_000);
  const read = { kind: 'read', group: 0, column: 'y', from: 0, end: 1000 } as const;
  const damaged = { code: 'damaged', where: 'a.parquet', message: `This Parquet file is damaged: its pages ${why}.` };
  await expect(decoder.ask(read, milliseconds)).rejects.toMatchObject(damaged);
  await expect.poll(decoding).toBe(0);
  await expect(decoder.ask(read, milliseconds)).rejects.toMatchObject(damaged);
});

it('is cancelled while a page is decoded', async () => {
  const abort = new AbortController();
  const imported = inspectBomb(abort.signal).catch((reason: unknown) => reason);
  await expect.poll(decoding).toBe(1);
  const asked = performance.now();
  abort.abort();
  expect(await imported).toMatchObject({ code: 'cancelled' });
  expect(performance.now() - asked).toBeLessThan(1000 * stretch);
  await expect.poll(decoding).toBe(0);
  expect(await readdir(folder.path)).toEqual(['source']);
});
