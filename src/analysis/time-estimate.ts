import { canonicalJson } from '../shared/identity';
import type { Expansion, ModelCell, StudyPlan } from '../shared/plan';
import type { ModelDescription } from '../shared/recipe';
import type { RunEvent } from '../shared/run';
import { duration } from './quantities';
import type { RecordedCosts, RecordedRun } from './recorded-costs';
import { trainingEstimate } from './training-estimate';

/** Seconds a plan may take, from what took how long in this lab folder; null where nothing alike was computed. */
export interface TimeEstimate {
  /** Sum over the models still to train, as if one after the other. */
  readonly training: number | null;
  readonly attacks: number | null;
}

/** @param trainSplit rows of the training split of the plan's data; null: not known */
export function estimateTime(
  plan: StudyPlan,
  expansion: Expansion,
  costs: Pick<RecordedCosts, 'models' | 'runs'>,
  trainSplit: number | null = null,
): TimeEstimate {
  const trained = new Set(expansion.trainedModels);
  const missing = expansion.cells.filter(
    (cell): cell is ModelCell => cell.kind === 'model' && !trained.has(cell.model),
  );
  return {
    training: trainingTime(missing, costs.models, trainSplit),
    attacks: attackTime(plan, expansion, costs.runs),
  };
}

/** `about 12 s of training, about 3 min 05 s of attacks`; `nothing to train, attacks not known yet`. */
export function timeText({ training, attacks }: TimeEstimate): string {
  if (training === null && attacks === null) return 'not known yet: nothing like it was computed in this lab before';
  return [
    training === null
      ? 'training not known yet'
      : training === 0
        ? 'nothing to train'
        : `about ${duration(training)} of training`,
    attacks === null ? 'attacks not known yet' : `about ${duration(attacks)} of attacks`,
  ].join(', ');
}

function trainingTime(
  missing: readonly ModelCell[],
  models: readonly ModelDescription[],
  trainSplit: number | null,
): number | null {
  const seconds = missing.map(({ spec }) => trainingEstimate(spec, models, null, trainSplit)?.seconds);
  return seconds.every((value) => value !== undefined) ? seconds.reduce((sum, value) => sum + value, 0) : null;
}

/** Time per record of the newest run with the same data set and attacks, times the records of this plan. */
function attackTime(plan: StudyPlan, expansion: Expansion, runs: readonly RecordedRun[]): number | null {
  for (const run of runs) {
    const alike =
      run.plan.data.dataset === plan.data.dataset && canonicalJson(run.plan.attacks) === canonicalJson(plan.attacks);
    const wall = alike ? workingSeconds(run.events) : null;
    if (wall === null) continue;
    // Models trained before the run took none of its time; those trained in it took about their own.
    const trainedInRun = run.models.reduce((sum, model) => sum + model.seconds, 0);
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
