import { LabError } from '../../shared/errors';
import { modelNames, withName } from '../../shared/models/model-name';
import { datasetFolder, showDataset } from '../lab/datasets';
import { layout } from '../lab/layout';
import { listNames } from '../lab/model-names';
import { listModels } from '../lab/models';
import { resolveId } from '../lab/named';
import { refuseNeeded, runsOfModel, usersOfDataset } from '../lab/needed-by';
import { findRun, readRun } from '../lab/runs';
import { moveToTrash } from '../lab/trash';
import { listUnfinished } from '../lab/unfinished-models';
import { titleOf } from '../models/title';
import type { EngineContext } from './context';

type Engine = Pick<EngineContext, 'lab' | 'queue'>;

/** @returns the trash's name for it. @throws LabError `not-found`; `conflict` for a run in the queue */
export async function removeRun(given: string, { lab, queue }: Engine): Promise<string> {
  const id = await findRun(lab.folder, given);
  if (queue.find({ run: id }) !== undefined) throw inQueue(`run ${id}`);
  // A run that cannot be read can be removed all the same.
  const title = await readRun(lab.folder, id).then(
    ({ plan }) => plan.name,
    () => id,
  );
  return moveToTrash(lab.folder, layout.run(lab.folder, id), { kind: 'run', name: id, title });
}

/** Trained, half trained or unreadable. @throws LabError `not-found`; `conflict` naming the runs that need it */
export async function removeModel(given: string, { lab, queue }: Engine): Promise<string> {
  const titles = await modelTitles(lab.folder);
  const id = resolveId('model', given, [...titles.keys()]);
  const title = titles.get(id) ?? id;
  if (queue.find({ model: id }) !== undefined) throw inQueue(`model ${title}`);
  refuseNeeded(`model ${title}`, await runsOfModel(lab.folder, id));
  return moveToTrash(lab.folder, layout.model(lab.folder, id), { kind: 'model', name: id, title });
}

/** @throws LabError `not-found`; `conflict` naming the models, runs and queued work that need it */
export async function removeDataset(name: string, { lab, queue }: Engine): Promise<string> {
  const folder = await datasetFolder(lab.folder, name);
  const queued = queue.on(name).map((title) => ({ text: `${title} in the queue`, run: null }));
  refuseNeeded(`data set ${name}`, [...queued, ...(await usersOfDataset(lab.folder, name))]);
  const title = await showDataset(lab.folder, name).then(
    (manifest) => manifest.title,
    () => name,
  );
  return moveToTrash(lab.folder, folder, { kind: 'dataset', name, title });
}

/** Of all models of a lab, by id; of one that cannot be read, by its folder. */
async function modelTitles(lab: string): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  const names = modelNames(await listNames(lab, () => undefined));
  for (const { id, title } of await listModels(lab, (_error, name) => titles.set(name, name))) {
    titles.set(id, withName(title, names.get(id)));
  }
  for (const { id, spec } of await listUnfinished(lab, (_error, name) => titles.set(name, name))) {
    titles.set(id, titleOf(spec));
  }
  return titles;
}

function inQueue(where: string): LabError {
  return new LabError('conflict', 'is in the queue.', { where, remedy: 'Stop it there first.' });
}
