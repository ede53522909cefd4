import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const FOLDER = path.resolve('.cache/bench/python');
const STAMP = path.join(FOLDER, 'installed.txt');
const REQUIREMENTS = ['requirements.txt', 'requirements-bare.txt'].map((name) => path.join(import.meta.dirname, name));

/**
 * The Python of the peers' own environment, which is made on first use, and again when its versions change (3 GB, some
 * minutes: PyTorch's package brings its CUDA libraries along). `MUROAN_BENCH_SYSTEM_PACKAGES=1` lets it use what the
 * system's Python has, where that has the PyTorch named in the requirements.
 */
export async function pythonEnvironment(): Promise<string> {
  const python = path.join(FOLDER, 'bin', 'python');
  const usesSystem = process.env.MUROAN_BENCH_SYSTEM_PACKAGES === '1';
  const texts = await Promise.all(REQUIREMENTS.map((file) => readFile(file, 'utf8')));
  const wanted = [`system packages: ${usesSystem}`, ...texts].join('\n');
  if (existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === wanted) return python;
  console.log('Making the Python environment of the peers …');
  await rm(FOLDER, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', ...(usesSystem ? ['--system-site-packages'] : []), FOLDER]);
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  await run(python, [...install, '--requirement', REQUIREMENTS[0]]);
  await run(python, [...install, '--no-deps', '--requirement', REQUIREMENTS[1]]);
  await writeFile(STAMP, wanted);
  return python;
}
