import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const PART = /^\.(?<name>.+)\.part$/u;
const REPLACED = /^\.(?<name>.+)\.part\.old$/u;

/** Where a data set is written before it is whole. One name for all times, so that the next writer clears away what is left. */
export function partOf(folder: string): string {
  return join(dirname(folder), `.${basename(folder)}.part`);
}

/** Where the older data set of a name waits while a newer one takes its place. */
export function replacedBy(part: string): string {
  return `${part}.old`;
}

/**
 * Clears away what a killed writer left in a folder of data sets, and puts back what it was about to replace. Only for who has the
 * lab to itself.
 */
export async function clearHalfWritten(datasets: string): Promise<void> {
  for (const entry of await readdir(datasets)) {
    const replaced = REPLACED.exec(entry)?.groups?.name;
    const path = join(datasets, entry);
    if (replaced !== undefined && !existsSync(join(datasets, replaced))) await rename(path, join(datasets, replaced));
    else if (replaced !== undefined || PART.test(entry)) await rm(path, { recursive: true, force: true });
  }
}
