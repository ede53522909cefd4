import { open, rename, rm, truncate, type FileHandle } from 'node:fs/promises';
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
    const whole = await open(file, 'r');
    const bad = await open(asideFile, 'a');
    try {
      let line = 0;
      for await (const { offset, end, complete } of readLines(file)) {
        line += 1;
        if (!complete) break;
        await copyRange(whole, offset, end, lines.has(line) ? bad : good);
      }
      await bad.sync();
      await good.sync();
    } finally {
      await bad.close();
      await whole.close();
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

const CHUNK = 1 << 20;

/** Appends what lies between two byte offsets, however much it is. */
async function copyRange(from: FileHandle, start: number, end: number, to: FileHandle): Promise<void> {
  const chunk = Buffer.allocUnsafe(Math.min(CHUNK, end - start));
  for (let at = start; at < end;) {
    const { bytesRead } = await from.read(chunk, 0, Math.min(chunk.length, end - at), at);
    if (bytesRead === 0) return;
    await to.writeFile(chunk.subarray(0, bytesRead));
    at += bytesRead;
  }
}
