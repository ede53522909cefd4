import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importMapped } from '../../../../src/engine/data/importers/mapped/import-mapped';
import { ColumnMapping } from '../../../../src/shared/mapping/mapping';
import { temporaryFolder } from '../temporary-folder';
import { testDamagedFiles } from './damage-suite';
import { plainPng, writeFiles } from './source-folder';

const folder = temporaryFolder();
const whole = { kind: 'class', column: 'y' } as const;

// Thousands more in test/long; Parquet in ../built.
testDamagedFiles(33, 120_000, 'unbuilt');

it.each([
  '../outside.png',
  '/etc/hostname',
  'C:\\Windows\\win.ini',
  '\\\\server\\share\\x',
  'a/../../outside.png',
  'a\u0000.png',
  '.',
  '',
  '\u202egnp.a',
  'x'.repeat(5000),
  'con/../con',
  '~/outside.png',
  'file:///etc/hostname',
])('the path %j is not read', async (path) => {
  const source = join(folder.path, 'source');
  await writeFiles(folder.path, { 'outside.png': plainPng(1) });
  const lines = [
    { file: path, y: 'a' },
    { file: 'in.png', y: 'b' },
    { file: 'in.png', y: 'a' },
  ].map((row) => JSON.stringify(row));
  await writeFiles(source, { 'a.jsonl': lines.join('\n'), 'in.png': plainPng(2) });
  const mapping = ColumnMapping.parse({
    ...{ format: 'muroan.mapping', formatVersion: 1, label: whole, split: { kind: 'drawn' } },
    source: { kind: 'files', parts: [{ files: ['a.jsonl'] }] },
    inputs: [{ kind: 'image', name: 'x', file: '{file}', height: 8, width: 8 }],
  });
  const report = await importMapped({
    directory: source,
    folder: join(folder.path, 'lab', 'paths'),
    name: 'paths',
    title: 'Paths',
    mapping,
  });
  expect(report.imported).toBe(2);
  expect(report.skipped.map(({ row }) => row)).toEqual([1]);
});
