// Runs every check, in the order of how soon each finds a fault, and sums up the tests. `npm run check` is this file;
// `.ci/run` installs what is needed and then runs it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { totals } from './totals.mjs';

const scratch = mkdtempSync(path.join(tmpdir(), 'muroan-check-'));
const reports = [];
const failed = [];

function step(title, args) {
  console.log(`\n::: ${title}`);
  const started = Date.now();
  // One command line rather than a program and arguments: npm is a script that Windows starts through its shell only.
  const { status } = spawnSync(['npm', ...args].join(' '), { stdio: 'inherit', shell: true });
  console.log(`::: ${title}: ${status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  if (status !== 0) failed.push(title);
}

function tests(title, script) {
  const report = path.join(scratch, `${script.replace(':', '-')}.json`);
  reports.push(report);
  step(title, ['run', script, '--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
}

step('types', ['run', 'typecheck']);
step('lint and format', ['run', 'lint']);
step('build', ['run', 'build']);
tests('tests', 'test');
tests('long tests', 'test:long');
tests('tests in window and browser', 'test:e2e');

const sum = totals(reports);
rmSync(scratch, { recursive: true, force: true });
if (process.env.MUROAN_CI === '1' && sum.skipped > 0) failed.push(`${sum.skipped} tests skipped where none may be`);
console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`);
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = failed.length === 0 && sum.failed === 0 ? 0 : 1;
