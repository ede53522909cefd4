import { LabError } from '../../shared/errors';
import { shortId } from '../../shared/identity';
import type { RunDescription } from '../../shared/run';
import { readEach } from './folder-names';
import { listModels } from './models';
import { readRun, runIds } from './runs';
import { listUnfinished } from './unfinished-models';

/** Names of the runs that have this model among theirs, for people. */
export async function runsOfModel(lab: string, model: string): Promise<readonly string[]> {
  const runs = await readableRuns(lab);
  // Folders of models bear short ids, and so may what stands for one that cannot be read.
  const isIt = (id: string): boolean => shortId(id) === shortId(model);
  return runs
    .filter(({ expansion }) => expansion.cells.some((cell) => cell.kind === 'model' && isIt(cell.model)))
    .map(runName);
}

/** Names of the models that were trained on this data set, and of the runs that use it, for people. */
export async function usersOfDataset(lab: string, dataset: string): Promise<readonly string[]> {
  const models = await listModels(lab, ignored);
  const unfinished = await listUnfinished(lab, ignored);
  const trained = [...models, ...unfinished].filter(({ spec }) => spec.dataset === dataset);
  const runs = (await readableRuns(lab)).filter(({ plan }) => plan.data.dataset === dataset);
  return [...trained.map(({ id }) => `model ${shortId(id)}`), ...runs.map(runName)];
}

/** @throws LabError `conflict` naming the first of those that need it */
export function refuseNeeded(what: string, users: readonly string[]): void {
  if (users.length === 0) return;
  const named = users.slice(0, NAMED).join(', ');
  const others = users.length > NAMED ? ` and ${users.length - NAMED} more` : '';
  throw new LabError('conflict', `is needed by ${named}${others}.`, {
    where: what,
    remedy: 'Remove them first.',
  });
}
const NAMED = 3;

/** What cannot be read needs nothing that could be told. */
async function readableRuns(lab: string): Promise<readonly RunDescription[]> {
  return readEach(await runIds(lab), (id) => readRun(lab, id), ignored);
}

function ignored(): void {
  // Whoever lists runs and models is told of those that cannot be read.
}

function runName({ id, plan }: RunDescription): string {
  return `run ${shortId(id)} (${plan.name})`;
}
