import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { totals } from '../../.ci/totals.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'muroan-totals-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function report(name: string, testResults: readonly object[]): string {
  const file = path.join(folder, name);
  const named = testResults.map((one) => ({ name: path.resolve('test', 'some.test.ts'), ...one }));
  writeFileSync(file, JSON.stringify({ testResults: named }));
  return file;
}

const tests = (...statuses: readonly string[]): readonly unknown[] =>
  statuses.map((status) => ({ status, fullName: `is ${status}`, failureMessages: ['expected 1\nto be 2'] }));

it('sums over reports, counts every way of skipping, and names what failed', () => {
  const a = report('a.json', [
    { status: 'passed', assertionResults: tests('passed', 'passed', 'skipped', 'todo') },
    { status: 'failed', assertionResults: tests('passed', 'failed') },
  ]);
  const b = report('b.json', [{ status: 'passed', assertionResults: tests('passed', 'pending') }]);
  expect(totals([a, b])).toEqual({
    passed: 4,
    failed: 1,
    skipped: 3,
    failures: [`FAILED  ${path.join('test', 'some.test.ts')} › is failed\n  expected 1\n  to be 2`],
  });
});

it('takes a crash for a failure: no report, or a file without a single test', () => {
  const crashed = report('c.json', [{ status: 'failed', assertionResults: [], message: 'cannot be read' }]);
  expect(totals([path.join(folder, 'none.json'), crashed])).toEqual({
    passed: 0,
    failed: 2,
    skipped: 0,
    failures: [
      'FAILED  none.json: there is no report.',
      `FAILED  ${path.join('test', 'some.test.ts')}\n  cannot be read`,
    ],
  });
});
