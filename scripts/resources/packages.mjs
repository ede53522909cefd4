import { execFileSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Installs packages by npm, from the registry it is configured for, into a cache folder; those there already stay.
 *
 * @param {string} cache
 * @param {Record<string, string>} wanted exact version by package name
 * @returns {Promise<(name: string) => string>} folder of a package
 */
export async function fetchPackages(cache, wanted) {
  await mkdir(cache, { recursive: true });
  const folderOf = (name) => join(cache, 'node_modules', name);
  const missing = [];
  for (const [name, version] of Object.entries(wanted)) {
    if ((await installedVersion(folderOf(name))) !== version) missing.push(`${name}@${version}`);
  }
  if (missing.length > 0) {
    console.log(`Fetching ${missing.join(', ')} …`);
    const options = ['--prefix', cache, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
    // Named once more, so that npm does not prune those already there.
    const all = Object.entries(wanted).map(([name, version]) => `${name}@${version}`);
    execFileSync('npm', ['install', ...options, ...all], { stdio: 'inherit', shell: process.platform === 'win32' });
  }
  return folderOf;
}

async function installedVersion(folder) {
  try {
    return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version;
  } catch {
    return null;
  }
}
