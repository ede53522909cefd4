// Runs every check, in the order of how soon each finds a fault, and sums up the tests. `npm run check` is this file;
// `.ci/run` installs what is needed and then runs it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { totals } from './totals.mjs';

/** As in test/support/native.ts, which tells the same to the tests. */
const canBuildNative = process.platform === 'linux' && process.arch === 'x64';
const nativeTestFolder = '.cache/native';

const scratch = mkdtempSync(path.join(tmpdir(), 'muroan-check-'));
const reports = [];
const failed = [];

async function step(title, args) {
  console.log(`\n::: ${title}`);
  const started = Date.now();
  const child = startNpm(args, 'inherit');
  const status = await new Promise((resolve) => child.once('exit', resolve));
  end(title, status, started);
}

/** Long tests that compute on one core, and measure no time: they need not wait for the windows. */
const onOneCore = ['every-attack', 'learning-systems', 'damaged-files', 'ensemble-attacks', 'own-search'].map(
  (name) => `test/long/${name}.test.ts`,
);

/** Says what it has to say when it is done, not among the words of others. */
async function stepBesideOthers(title, args, env = {}) {
  const started = Date.now();
  const child = startNpm(args, ['ignore', 'pipe', 'pipe'], env);
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => said.push(data));
  const status = await new Promise((resolve) => child.once('close', resolve));
  process.stdout.write(`\n::: ${title}\n${Buffer.concat(said).toString()}`);
  end(title, status, started);
}

function startNpm(args, stdio, env = {}) {
  // One command line rather than a program and arguments: npm is a script that Windows starts through its shell only.
  return spawn(['npm', ...args].join(' '), { stdio, shell: true, env: { ...process.env, ...env } });
}

function end(title, status, started) {
  console.log(`::: ${title}: ${status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  if (status !== 0) failed.push(title);
}

async function tests(title, script, more = [], run = step) {
  const report = path.join(scratch, `${title.replaceAll(' ', '-')}.json`);
  reports.push(report);
  const told = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  await run(title, ['run', script, '--', ...more, ...told]);
}

// One core each; together they are `npm run typecheck`.
await Promise.all([
  stepBesideOthers('types', ['run', 'typecheck:node']),
  stepBesideOthers('types of the window', ['run', 'typecheck:window']),
]);
await step('build', ['run', 'build']);
await tests('tests', 'test');
// Windows mostly wait: what computes on one core for minutes, or loads and compiles what the long tests need, goes beside.
const beside = [
  stepBesideOthers('lint and format', ['run', 'lint']),
  ...(canBuildNative
    ? [stepBesideOthers('native TensorFlow', ['run', 'setup:native'], { MUROAN_NATIVE: nativeTestFolder })]
    : []),
];
await Promise.all([
  tests('tests in window and browser', 'test:e2e'),
  Promise.all(beside).then(() =>
    tests('long tests on one core', 'test:long', [...onOneCore, '--maxWorkers=1'], stepBesideOthers),
  ),
]);
await tests(
  'long tests',
  'test:long',
  onOneCore.map((file) => `--exclude=${file}`),
);

const sum = totals(reports);
rmSync(scratch, { recursive: true, force: true });
if (process.env.MUROAN_CI === '1' && sum.skipped > 0) failed.push(`${sum.skipped} tests skipped where none may be`);
console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`);
for (const failure of sum.failures) console.log(`\n${failure}`);
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = failed.length === 0 && sum.failed === 0 ? 0 : 1;
