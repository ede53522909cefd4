import { LabError, type ErrorRun } from '../../shared/errors';
import { shortId } from '../../shared/identity';
import type { RunDescription } from '../../shared/runs/run';
import { readEach } from './folder-names';
import { listModels } from './models';
import { readRun, runIds } from './runs';
import { listUnfinished } from './unfinished-models';

/** What needs something else. */
export interface User {
  /** For people: `run 01a21ef1-abf (its study)`, `model 123456789abc`. */
  readonly text: string;
  /** Null: it is none. */
  readonly run: ErrorRun | null;
}

/** The runs that have this model among theirs. */
export async function runsOfModel(lab: string, model: string): Promise<readonly User[]> {
  const runs = await readableRuns(lab);
  // Folders of models bear short ids, and so may what stands for one that cannot be read.
  const isIt = (id: string): boolean => shortId(id) === shortId(model);
  return runs
    .filter(({ expansion }) => expansion.cells.some((cell) => cell.kind === 'model' && isIt(cell.model)))
    .map(userOf);
}

/** The models that were trained on this data set, and the runs that use it. */
export async function usersOfDataset(lab: string, dataset: string): Promise<readonly User[]> {
  const models = await listModels(lab, ignored);
  const unfinished = await listUnfinished(lab, ignored);
  const trained = [...models, ...unfinished].filter(({ spec }) => spec.dataset === dataset);
  const runs = (await readableRuns(lab)).filter(({ plan }) => plan.data.dataset === dataset);
  return [...trained.map(({ id }) => ({ text: `model ${shortId(id)}`, run: null })), ...runs.map(userOf)];
}

/** @throws LabError `conflict` naming the first of those that need it */
export function refuseNeeded(what: string, users: readonly User[]): void {
  if (users.length === 0) return;
  const first = users.slice(0, NAMED);
  const named = first.map(({ text }) => text).join(', ');
  const others = users.length > NAMED ? ` and ${users.length - NAMED} more` : '';
  throw new LabError('conflict', `is needed by ${named}${others}.`, {
    where: what,
    remedy: 'Remove them first.',
    runs: first.flatMap(({ run }) => run ?? []),
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

function userOf({ id, plan: { name } }: RunDescription): User {
  return { text: `run ${shortId(id)} (${name})`, run: { id, name } };
}
