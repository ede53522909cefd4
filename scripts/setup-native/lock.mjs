import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { readJson } from './folder.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Keeps a second set-up out of the folder: each would remove what the other is about to compile, and write into its
 * Python environment. The lock of a process that is gone is recovered; whoever may remove it has made the one folder
 * that is named after that lock (as in `src/engine/lab/lock.ts`).
 *
 * @returns gives the folder back
 * @throws SetupError while another set-up has it
 */
export function lockFolder(folder) {
  const file = path.join(folder, 'lock.json');
  const own = { token: randomUUID(), pid: process.pid, started: startOf(process.pid), host: hostname() };
  while (!createWith(file, own)) {
    const holder = readJson(file);
    if (holder === null || isAlive(holder)) throw inUse(file, holder);
    const claim = `${file}.after-${holder.token}`;
    if (!createFolder(claim)) throw inUse(file, holder);
    if (readJson(file)?.token === holder.token) rmSync(file, { force: true });
    rmdirSync(claim);
  }
  return () => {
    if (readJson(file)?.token === own.token) rmSync(file, { force: true });
  };
}

function createWith(file, content) {
  return unlessThere(() => writeFileSync(file, JSON.stringify(content), { flag: 'wx' }));
}

function createFolder(folder) {
  return unlessThere(() => mkdirSync(folder));
}

/** False where somebody else was first. */
function unlessThere(create) {
  try {
    create();
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** A process of another machine cannot be looked at and counts as alive. */
function isAlive({ pid, started, host }) {
  return host !== hostname() || (started !== null && startOf(pid) === started);
}

/** When a process started, in clock ticks since boot: field 22 of /proc/PID/stat; null when it is gone. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command (field 2) stands in brackets and may itself hold blanks and brackets.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? null : fields[18];
  } catch {
    return null;
  }
}

function inUse(file, holder) {
  const who = holder === null ? 'Another set-up' : `Another set-up (process ${holder.pid} on ${holder.host})`;
  return new SetupError(
    `${who} is at work in ${path.dirname(file)}.`,
    `Wait until it is done. If there is none any more, delete ${file}.`,
  );
}
