import { appendFile, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { encodeLine } from '../../../src/engine/lab/checked-line';
import { recordCount } from '../../../src/engine/lab/record-count';

test('counts intact records, anew whenever the file was written', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'muroan-count-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'records.jsonl');
  expect(await recordCount(file)).toBe(0);
  await writeFile(file, encodeLine({ a: 1 }) + encodeLine({ a: 2 }));
  expect(await recordCount(file)).toBe(2);
  await appendFile(file, encodeLine({ a: 3 }));
  expect(await recordCount(file)).toBe(3);
  // Damaged in its place: as long as before.
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"a":1', '"a":7'));
  expect(await recordCount(file)).toBe(2);
});

test('does not read a file again that nobody has written', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'muroan-count-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'records.jsonl');
  const [whole, damaged] = [encodeLine({ a: 1 }), encodeLine({ a: 1 }).replace('"a":1', '"a":7')];
  const then = new Date('2026-01-01T00:00:00Z');
  await writeFile(file, whole);
  await utimes(file, then, then);
  expect(await recordCount(file)).toBe(1);
  // Only what it cannot see: other bytes of the same length and time.
  await writeFile(file, damaged);
  await utimes(file, then, then);
  expect(await recordCount(file)).toBe(1);
});
