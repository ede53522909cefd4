import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { v7 } from 'uuid';
import { z } from 'zod';
import { LabError } from '../../shared/errors';
import { TrashEntry } from '../../shared/window/trash';
import { syncFolder, writeFileAtomic } from '../files/atomic';
import { folderNames, readEach, type OnUnreadable } from './folder-names';
import { readJsonFile } from '../files/json-file';
import { layout, trashFiles } from './layout';

/** `trash.json` of a folder in the trash, beside the folder `content`. */
const trashFile = {
  schema: z.strictObject({
    format: z.literal('muroan.trash'),
    formatVersion: z.literal(1),
    /** Where it was, from the lab folder on: two names. */
    from: z.tuple([z.enum(['data', 'models', 'runs', 'weights']), z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/)]),
    ...TrashEntry.omit({ id: true }).shape,
  }),
  remedy: 'Move its folder "content" back by hand, or empty the trash.',
} as const;
type TrashFile = z.infer<typeof trashFile.schema>;

/**
 * Moves a folder of the lab into the trash, at once: a crash leaves it in one place or in the other.
 *
 * @returns the trash's name for it
 */
export async function moveToTrash(
  lab: string,
  folder: string,
  what: Pick<TrashEntry, 'kind' | 'name' | 'title'>,
): Promise<string> {
  const id = v7();
  const own = layout.trashed(lab, id);
  const from = trashFile.schema.shape.from.parse(path.relative(lab, folder).split(path.sep));
  await mkdir(own, { recursive: true });
  const content: TrashFile = {
    format: 'muroan.trash',
    formatVersion: 1,
    from,
    ...what,
    removedAt: new Date().toISOString(),
  };
  await writeFileAtomic(trashFiles.description(own), `${JSON.stringify(content, null, 2)}\n`);
  await rename(folder, trashFiles.content(own));
  await syncFolder(own);
  await syncFolder(path.dirname(folder));
  return id;
}

/** What is in the trash, oldest first. */
export async function listTrash(lab: string, onUnreadable: OnUnreadable): Promise<readonly TrashEntry[]> {
  const ids = await folderNames(layout.trash(lab));
  return readEach(
    ids.filter((id) => existsSync(trashFiles.content(layout.trashed(lab, id)))),
    async (id) => {
      const file = await readEntry(lab, id);
      if (file === null) return null;
      const { kind, name, title, removedAt } = file;
      return { id, kind, name, title, removedAt };
    },
    onUnreadable,
  );
}

/**
 * Brings a thing back to its place.
 *
 * @throws LabError `not-found`; `conflict` when its place is taken by now
 */
export async function restore(lab: string, id: string): Promise<void> {
  const known = (await folderNames(layout.trash(lab))).includes(id);
  const own = layout.trashed(lab, id);
  const file = known && existsSync(trashFiles.content(own)) ? await readEntry(lab, id) : null;
  if (file === null) {
    throw new LabError('not-found', `is ${JSON.stringify(id)}, which is not in the trash.`, {
      where: 'id',
      remedy: 'It was restored already, or the trash was emptied.',
    });
  }
  const folder = path.join(lab, ...file.from);
  if (existsSync(folder)) {
    throw new LabError('conflict', `cannot be restored: there is a ${labels[file.kind]} of this name again.`, {
      where: file.title,
      remedy: `Remove that ${labels[file.kind]} first.`,
    });
  }
  await mkdir(path.dirname(folder), { recursive: true });
  await rename(trashFiles.content(own), folder);
  await syncFolder(path.dirname(folder));
  await rm(own, { recursive: true, force: true });
}

/** Deletes what is in the trash, for good. */
export async function emptyTrash(lab: string): Promise<void> {
  await rm(layout.trash(lab), { recursive: true, force: true, maxRetries: 3 });
}

const labels = {
  run: 'run',
  model: 'model',
  dataset: 'data set',
  weights: 'file of weights',
} as const satisfies Record<TrashEntry['kind'], string>;

async function readEntry(lab: string, id: string): Promise<TrashFile | null> {
  return readJsonFile(trashFiles.description(layout.trashed(lab, id)), trashFile);
}
