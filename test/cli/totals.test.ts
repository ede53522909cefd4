import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { totals } from '../../.ci/totals.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'muroan-totals-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function report(name: string, testResults: readonly unknown[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify({ testResults }));
  return file;
}

const tests = (...statuses: readonly string[]): readonly unknown[] => statuses.map((status) => ({ status }));

it('sums over reports and counts every way of skipping', () => {
  const a = report('a.json', [
    { status: 'passed', assertionResults: tests('passed', 'passed', 'skipped', 'todo') },
    { status: 'failed', assertionResults: tests('passed', 'failed') },
  ]);
  const b = report('b.json', [{ status: 'passed', assertionResults: tests('passed', 'pending') }]);
  expect(totals([a, b])).toEqual({ passed: 4, failed: 1, skipped: 3 });
});

it('takes a crash for a failure: no report, or a file without a single test', () => {
  const crashed = report('c.json', [{ status: 'failed', assertionResults: [] }]);
  expect(totals([path.join(folder, 'none.json'), crashed])).toEqual({ passed: 0, failed: 2, skipped: 0 });
});
