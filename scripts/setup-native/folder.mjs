import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where everything is built: `MUROAN_NATIVE`, or `.native` in the project. The lab looks in the same place. */
export function nativeFolder() {
  return path.resolve(process.env.MUROAN_NATIVE || path.join(projectRoot, '.native'));
}

/**
 * Makes a folder and those above it. Not by `recursive`, with which Node tries for ever where a file system refuses new
 * folders by saying that the one above is not there, as /proc does.
 */
export function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
}

/** A JSON file's value; null when it is missing or torn, as after a kill. */
export function readJson(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Whole or not at all. */
export function writeJson(file, value) {
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(temporary, file);
}

/** SHA-256 over the contents of files, in this order. */
export function hashOfFiles(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}
