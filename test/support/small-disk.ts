import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder';

/** A disk of 8 MiB, for this test only. Null where this user may not mount: the test then says so and is skipped. */
export async function smallDisk(): Promise<string | null> {
  const folder = path.join(await temporaryFolder(), 'disk');
  await mkdir(folder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]);
  if (mounted.status !== 0) return null;
  // Hooks run last in, first out: unmounted before the folder is removed.
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder]);
  });
  return folder;
}

/** Fills the disk but for so many bytes, or wholly where others write at the same time. @returns frees it again */
export async function fill(disk: string, free: number): Promise<() => Promise<void>> {
  const { bavail, bsize } = await statfs(disk);
  const filler = path.join(disk, `filler-${randomUUID()}`);
  await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - free), 1)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  });
  return () => rm(filler);
}
