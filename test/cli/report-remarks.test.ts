import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseRemarks, type ReportRemarks } from '../../src/shared/reports/report-remarks';
import { tinyLab } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';
import { askCli } from './ask-cli';
import type { CliResult } from './run-cli';

let folder: string;
const cli = (...args: readonly string[]): Promise<CliResult> => askCli(args, folder);

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'muroan-remarks-')));
  await tinyLab(path.join(folder, 'muroan-lab'));
  await writeFile(path.join(folder, 'study.json'), JSON.stringify(tinyPlan()));
  await cli('study', 'run', 'study.json', '--workers', '1');
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

it('a file is written, filled in, and printed in the report', async () => {
  const file = path.join(folder, 'remarks.json');
  const written = await cli('report', 'remarks', 'remarks.json', 'last');
  expect(written.code).toBe(0);
  const remarks = parseRemarks(JSON.parse(await readFile(file, 'utf8')));
  const [run] = remarks.runs;
  const count = run.warnings.length;
  // The tiny models learn nothing in two epochs, of which there are warnings.
  expect(count).toBeGreaterThan(1);
  expect(written.out).toContain(`Wrote remarks.json: ${String(count)} warnings and notes to decide about.`);
  expect(written.out).toContain('muroan report last --html report.html --remarks remarks.json');

  const [first, second, ...others] = run.warnings;
  const filled: ReportRemarks = {
    ...remarks,
    runs: [
      {
        ...run,
        notes: ['Made for a test.'],
        warnings: [
          { ...first, decision: 'accepted', reason: 'Known beforehand.' },
          { ...second, decision: 'refused', reason: 'Train longer first.' },
          ...others,
        ],
      },
    ],
  };
  await writeFile(file, JSON.stringify(filled));
  expect((await cli('report', 'last', '--html', 'report.html', '--remarks', 'remarks.json')).code).toBe(0);
  const html = await readFile(path.join(folder, 'report.html'), 'utf8');
  for (const text of ['Made for a test.', 'Known beforehand.', 'Train longer first.', 'not accepted'])
    expect(html).toContain(text);
  expect(html).toContain(`2 of ${String(count)} decided, 1 of them not accepted`);
});

it('a decision about what was not found is refused, and nothing is written', async () => {
  const stale = { format: 'muroan.remarks', formatVersion: 1, runs: [{ run: '0', warnings: [{ flag: 'gone' }] }] };
  await writeFile(path.join(folder, 'stale.json'), JSON.stringify(stale));
  const refused = await cli('report', 'last', '--html', 'stale.html', '--remarks', 'stale.json');
  expect(refused.code).toBe(3);
  expect(refused.err).toContain('remarks.runs[0].warnings[0].flag: is "gone", which is no warning of this run.');
  await expect(readFile(path.join(folder, 'stale.html'))).rejects.toThrow();
});
