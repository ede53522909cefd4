import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { SetupError } from './setup-error.mjs';
import { PYTHONS } from './versions.mjs';

/** What a program prints when asked; null when it is not there or fails. */
function answer(program, args) {
  const { status, stdout, error } = spawnSync(program, args, { encoding: 'utf8' });
  return error === undefined && status === 0 ? stdout.trim() : null;
}

/** A C++ compiler: what `CXX` names, or the first of the usual. Null without one. */
export function findCompiler(ask = answer, named = process.env.CXX) {
  const candidates = named ? [named] : ['g++', 'c++', 'clang++'];
  return candidates.find((program) => ask(program, ['--version']) !== null) ?? null;
}

const PROBE = 'import sys, venv, ensurepip; print("%d.%d %d" % (*sys.version_info[:2], sys.maxsize > 2**32))';

/**
 * A Python that this TensorFlow has packages for and that can make virtual environments: what `PYTHON` names, or the
 * first of the usual.
 *
 * @returns `{ found }`, or `{ found: null, seen }` with what is there but does not do
 */
export function findPython(ask = answer, named = process.env.PYTHON) {
  const candidates = named ? [named] : [...PYTHONS.map((minor) => `python3.${minor}`), 'python3', 'python'];
  const seen = [];
  for (const program of candidates) {
    const version = ask(program, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
    if (version === null) continue;
    const suits = PYTHONS.some((minor) => version === `3.${minor}`);
    if (suits && ask(program, ['-c', PROBE]) === `${version} 1`) return { found: program, seen: [] };
    seen.push({ program, version, lacks: suits ? 'venv' : 'version' });
  }
  return { found: null, seen };
}

/** @throws SetupError that names all that is missing, and the command that installs it */
export function requireTools({ needsPython, ask = answer, hasProgram = onPath }) {
  const compiler = findCompiler(ask);
  const python = needsPython ? findPython(ask) : { found: null, seen: [] };
  const lacksPython = needsPython && python.found === null;
  if (compiler !== null && !lacksPython) return { compiler, python: python.found };
  const missing = [];
  if (compiler === null) missing.push('a C++ compiler (g++)');
  if (lacksPython) missing.push(`Python ${versions()} with the module venv${describe(python.seen)}`);
  throw new SetupError(
    `To build the addon, this is missing: ${missing.join('; ')}.`,
    remedy(compiler, python, lacksPython, hasProgram),
  );
}

function versions() {
  const sorted = [...PYTHONS].sort((a, b) => a - b);
  return `3.${sorted[0]} to 3.${sorted[sorted.length - 1]}`;
}

function describe(seen) {
  if (seen.length === 0) return '';
  const [{ program, version, lacks }] = seen;
  return lacks === 'venv' ? ` (${program} is ${version} but lacks venv)` : ` (${program} is ${version})`;
}

function remedy(compiler, python, lacksPython, hasProgram) {
  const apt = [];
  const dnf = [];
  if (compiler === null) {
    apt.push('g++');
    dnf.push('gcc-c++');
  }
  if (lacksPython) {
    const lacksVenv = python.seen.find(({ lacks }) => lacks === 'venv');
    // Debian has venv in a package of its own, one for each version.
    if (lacksVenv !== undefined) apt.push(`python${lacksVenv.version}-venv`);
    else if (python.seen.length === 0) apt.push('python3', 'python3-venv');
    else apt.push('python3.12', 'python3.12-venv');
    dnf.push('python3.12');
  }
  const other = lacksPython ? ' Or give another Python by the environment variable PYTHON.' : '';
  if (hasProgram('apt-get')) return `Install it: sudo apt-get install ${apt.join(' ')}${other}`;
  if (hasProgram('dnf')) return `Install it: sudo dnf install ${dnf.join(' ')}${other}`;
  return `Install it by your system's package manager.${other}`;
}

function onPath(program) {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/${program}`));
}
