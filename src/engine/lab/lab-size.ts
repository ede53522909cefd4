import { existsSync, type Dirent } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { LabSize } from '../../shared/window/trash';
import { writerOfTemporary } from '../files/atomic';
import { folderNames } from './folder-names';
import { layout, modelFiles } from './layout';

const AREAS = { data: layout.datasets, models: layout.models, runs: layout.runs, trash: layout.trash } as const;

/** How much of the disk a lab folder takes, by area. */
export async function labSize(lab: string): Promise<LabSize> {
  const areas = await Promise.all(
    Object.entries(AREAS).map(async ([area, folder]) => {
      const files = await filesBelow(folder(lab));
      const count = (await folderNames(folder(lab))).length;
      return { area, count, kept: files.filter((file) => area === 'trash' || !isCache(file)), files };
    }),
  );
  const summaries = layout.summaries(lab);
  const caches = [
    ...areas.flatMap(({ area, files }) => (area === 'trash' ? [] : files.filter(isCache))),
    ...(existsSync(summaries) ? [summaries] : []),
  ];
  const sizes = areas.map(async ({ area, count, kept }) => [area, { count, bytes: await bytesOf(kept) }] as const);
  return {
    ...(Object.fromEntries(await Promise.all(sizes)) as Omit<LabSize, 'caches'>),
    caches: { count: caches.length, bytes: await bytesOf(caches) },
  };
}

/** Removes what can be measured again, and what writers left that were killed. Nothing may be under way. */
export async function clearCaches(lab: string): Promise<void> {
  const folders = [layout.datasets, layout.models, layout.runs].map((folder) => folder(lab));
  const files = (await Promise.all(folders.map(filesBelow))).flat().filter(isCache);
  await Promise.all([...files, layout.summaries(lab)].map((file) => rm(file, { force: true })));
}

/** What was measured of a model on this machine's devices, and temporary files of writers that are gone. */
function isCache(file: string): boolean {
  const writer = writerOfTemporary(path.basename(file));
  return file === modelFiles.devices(path.dirname(file)) || (writer !== null && writer !== process.pid);
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((error: unknown): Dirent[] => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

async function bytesOf(files: readonly string[]): Promise<number> {
  // A file may go while it is looked at: a run removes its mark, a trash is emptied.
  const sizes = await Promise.all(
    files.map((file) =>
      lstat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
