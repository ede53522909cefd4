import { canonicalJson } from '../shared/identity';
import type { Expansion, ModelCell, StudyPlan } from '../shared/plan';
import type { ModelDescription } from '../shared/recipe';
import type { RunEvent } from '../shared/run';
import type { EngineSession } from './session';

/** Seconds a plan may take, from what took how long in this lab folder; null where nothing alike was computed. */
export interface TimeEstimate {
  /** Sum over the models still to train, as if one after the other. */
  readonly training: number | null;
  readonly attacks: number | null;
}

/** Runs looked at: the newest ones say most about this machine. */
const runsConsidered = 5;

export async function estimateTime(
  session: EngineSession,
  plan: StudyPlan,
  expansion: Expansion,
): Promise<TimeEstimate> {
  const models = await session.request('models.list', {});
  const trained = new Set(expansion.trainedModels);
  const missing = expansion.cells.filter(
    (cell): cell is ModelCell => cell.kind === 'model' && !trained.has(cell.model),
  );
  return { training: trainingTime(missing, models), attacks: await attackTime(session, plan, expansion) };
}

function trainingTime(missing: readonly ModelCell[], models: readonly ModelDescription[]): number | null {
  const seconds = missing.map(
    (cell) =>
      models.find(
        ({ spec }) =>
          spec.dataset === cell.spec.dataset &&
          canonicalJson([spec.recipe, spec.training]) === canonicalJson([cell.spec.recipe, cell.spec.training]),
      )?.seconds,
  );
  return seconds.every((value) => value !== undefined) ? seconds.reduce((sum, value) => sum + value, 0) : null;
}

/** Time per record of the newest finished run with the same data set and attacks, times the records of this plan. */
async function attackTime(session: EngineSession, plan: StudyPlan, expansion: Expansion): Promise<number | null> {
  const { runs } = await session.request('runs.list', {});
  const finished = runs
    .filter((run) => run.state === 'finished' && run.records > 0)
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, runsConsidered);
  for (const run of finished) {
    const { description, events, models } = await session.request('runs.show', { run: run.id });
    const alike =
      description.plan.data.dataset === plan.data.dataset &&
      canonicalJson(description.plan.attacks) === canonicalJson(plan.attacks);
    const wall = alike ? workingSeconds(events) : null;
    if (wall === null) continue;
    // Models trained before the run took none of its time; those trained in it took about their own.
    const trainedInRun = models.reduce((sum, model) => sum + model.seconds, 0);
    const attacking = wall > trainedInRun ? wall - trainedInRun : wall;
    return (attacking / run.records) * expansion.records;
  }
  return null;
}

/** Seconds between the starts and the end of a run that was finished in one go; null for one that was resumed. */
function workingSeconds(events: readonly RunEvent[]): number | null {
  const started = events.find(({ event }) => event === 'started');
  const finished = events.find(({ event }) => event === 'finished');
  if (started === undefined || finished === undefined || events.some(({ event }) => event === 'resumed')) return null;
  return (Date.parse(finished.at) - Date.parse(started.at)) / 1000;
}
