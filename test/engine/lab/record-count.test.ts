import { appendFile, mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { encodeLine } from '../../../src/engine/lab/checked-line';
import { layout, runFiles } from '../../../src/engine/lab/layout';
import { keepCounts, recordCount, takeKeptCounts } from '../../../src/engine/lab/record-count';

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

test('an engine takes over what the one before it counted, but for files written since', async () => {
  const lab = await mkdtemp(path.join(tmpdir(), 'muroan-count-'));
  onTestFinished(() => rm(lab, { recursive: true, force: true }));
  const files = ['a', 'b'].map((run) => runFiles.records(layout.run(lab, run)));
  for (const file of files) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, encodeLine({ a: 1 }));
    await recordCount(file);
  }
  await keepCounts(lab, ['a', 'b']);
  // The next engine is another process: here, the same module once more.
  vi.resetModules();
  const next = await import('../../../src/engine/lab/record-count');
  const { size, mtimeMs } = await stat(files[0]);
  const kept = JSON.parse(await readFile(layout.counts(lab), 'utf8')) as { runs: Record<string, unknown> };
  expect(kept.runs.a).toEqual({ size, mtime: mtimeMs, records: 1 });
  // Told apart from a file that is counted.
  kept.runs.a = { size, mtime: mtimeMs, records: 77 };
  kept.runs.b = { size: 1, mtime: mtimeMs, records: 77 };
  await writeFile(layout.counts(lab), JSON.stringify(kept));
  await next.takeKeptCounts(lab);
  expect([await next.recordCount(files[0]), await next.recordCount(files[1])]).toEqual([77, 1]);
});

test('kept counts that cannot be read are counted anew', async () => {
  const lab = await mkdtemp(path.join(tmpdir(), 'muroan-count-'));
  onTestFinished(() => rm(lab, { recursive: true, force: true }));
  const file = runFiles.records(layout.run(lab, 'a'));
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, encodeLine({ a: 1 }));
  await writeFile(layout.counts(lab), '{"format":"muroan.record-counts","formatVersion":1,"ru');
  await takeKeptCounts(lab);
  expect(await recordCount(file)).toBe(1);
  await keepCounts(lab, ['a']);
  expect(JSON.parse(await readFile(layout.counts(lab), 'utf8'))).toMatchObject({ runs: { a: { records: 1 } } });
});
