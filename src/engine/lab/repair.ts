import { open, rename, rm, truncate } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../files/atomic';
import { readLines } from './line-reader';

/**
 * Takes damaged lines out of a file and appends them, as they are, to `asideFile`. The file is replaced at once: a
 * crash on the way leaves the damaged file as it was.
 *
 * @param lines numbers of the damaged lines, counted from 1
 */
export async function setAside(file: string, asideFile: string, lines: ReadonlySet<number>): Promise<void> {
  const repaired = `${file}.repairing`;
  const good = await open(repaired, 'w');
  try {
    const bad = await open(asideFile, 'a');
    try {
      let line = 0;
      for await (const entry of readLines(file)) {
        line += 1;
        if (!entry.complete) break;
        await (lines.has(line) ? bad : good).write(Buffer.concat([entry.bytes, Buffer.from('\n')]));
      }
      await bad.sync();
      await good.sync();
    } finally {
      await bad.close();
    }
  } catch (error) {
    await rm(repaired, { force: true });
    throw error;
  } finally {
    await good.close();
  }
  await rename(repaired, file);
  await syncFolder(path.dirname(file));
}

/** Cuts a file where its torn last line begins. */
export async function dropTorn(file: string, offset: number): Promise<void> {
  await truncate(file, offset);
}
