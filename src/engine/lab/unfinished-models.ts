import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LabError } from '../../shared/errors';
import { ModelSpec } from '../../shared/models/model-spec';
import { jsonOf } from '../files/json-file';
import { folderNames, readEach } from './folder-names';
import { layout, modelFiles } from './layout';

/** `spec.json` of a model folder: what is being trained there. */
const TrainingNote = z.strictObject({ id: z.string().length(64), spec: ModelSpec });

export interface UnfinishedTraining extends z.infer<typeof TrainingNote> {
  /** Is there something to go on from? */
  readonly checkpoint: boolean;
}

/** Trainings that were begun and not ended. */
export async function listUnfinished(
  lab: string,
  onUnreadable: (error: LabError, name: string) => void,
): Promise<readonly UnfinishedTraining[]> {
  const folderOf = (name: string): string => path.join(layout.models(lab), name);
  const names = await folderNames(layout.models(lab));
  return readEach(
    names.filter((name) => !existsSync(modelFiles.description(folderOf(name)))),
    (name) => readUnfinished(folderOf(name)),
    onUnreadable,
  );
}

async function readUnfinished(folder: string): Promise<UnfinishedTraining | null> {
  const file = modelFiles.spec(folder);
  // Just being created, or finished since the folders were listed.
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const note = TrainingNote.safeParse(jsonOf(text));
  if (note.success) return { ...note.data, checkpoint: existsSync(modelFiles.checkpoint(folder)) };
  throw new LabError('damaged', 'does not say what was being trained.', {
    where: file,
    remedy: 'Remove the folder; the model is trained anew when it is needed.',
  });
}
