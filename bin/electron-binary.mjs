// Finds Electron's program, and fetches it once. `require('electron')` is never called for it: outside Electron that
// starts a download by itself.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Longest time for the download, in milliseconds. */
const longest = 15 * 60_000;

/** The program that ELECTRON names, or the one in the package electron; null where there is none. */
export function electronBinary(root, env) {
  if (env.ELECTRON) return existsSync(env.ELECTRON) ? env.ELECTRON : null;
  const folder = path.join(root, 'node_modules', 'electron');
  const pathFile = path.join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const program = path.join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(program) ? program : null;
}

/**
 * Fetches the program by electron's own installer, unless that failed before.
 *
 * @returns why there is none; null when it is there
 */
export function fetchElectron(root, say) {
  const folder = path.join(root, 'node_modules', 'electron');
  const installer = path.join(folder, 'install.js');
  if (!existsSync(installer)) return 'the package electron is not installed';
  const failed = path.join(folder, 'fetch-failed');
  if (existsSync(failed)) return `Electron could not be fetched; delete ${failed} to try again`;
  say('Fetching Electron, once. MUROAN_OFFLINE=1 keeps the lab from doing so.');
  const { status } = spawnSync(process.execPath, [installer], { stdio: 'inherit', timeout: longest });
  if (status === 0) return null;
  writeFileSync(failed, '');
  return 'Electron could not be fetched';
}
