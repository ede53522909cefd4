// Builds the program when it is missing or older than its sources; from an installed package, where there are no
// sources, it does nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const built = path.join(root, 'out', 'cli.cjs');
/** Written last: a build that was broken off has left an older one, or none. */
const last = path.join(root, 'out', 'renderer', 'index.html');

/** @throws Error with the builder's output when the build fails */
export function buildIfStale() {
  const sources = path.join(root, 'src');
  if (!existsSync(sources)) return;
  const latest = Math.max(newest(sources), statSync(path.join(root, 'electron.vite.config.ts')).mtimeMs);
  if (existsSync(last) && latest <= statSync(last).mtimeMs) return;
  const electronVite = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const result = spawnSync(process.execPath, [electronVite, 'build', '--logLevel', 'error'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`The build failed.\n${result.stdout}${result.stderr}`);
}

/** The same for programs that start with it: a build that fails is told, and ends them. */
export function buildOrExit() {
  try {
    buildIfStale();
  } catch (error) {
    process.stderr.write(`${error.message}muroan: run "npm ci" and try again.\n`);
    process.exit(1);
  }
}

function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(full) : statSync(full).mtimeMs);
  }
  return latest;
}
