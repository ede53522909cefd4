import { factsOf } from '../shared/attack';
import { canonicalJson } from '../shared/identity';
import type { Cell, Expansion, ModelCell, StudyPlan } from '../shared/plan';
import type { ModelDescription } from '../shared/model-description';
import { listOf } from './format';
import { duration } from './quantities';
import type { RecordedCosts, RecordedRun } from './recorded-costs';
import { trainingEstimate } from './training-estimate';

/** Seconds a plan may take, from what took how long in this lab folder; null where nothing alike was computed. */
export interface TimeEstimate {
  /** Sum over the models still to train, as if one after the other. */
  readonly training: number | null;
  /** Of clean answers and attacks, as far as they were timed. */
  readonly attacks: number | null;
  /** Attacks of the plan that were never timed on this data: their time is not in `attacks`. */
  readonly notTimed: readonly string[];
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
    ...attackTime(plan, expansion, costs.runs),
  };
}

/** Most attacks without a time that are named. */
const mostNamed = 3;

/** `about 12 s of training, at least about 3 min 05 s of attacks (FGSM not timed here yet)`. */
export function timeText({ training, attacks, notTimed }: TimeEstimate): string {
  if (training === null && attacks === null) return 'not known yet: nothing like it was computed in this lab before';
  return [
    training === null
      ? 'training not known yet'
      : training === 0
        ? 'nothing to train'
        : `about ${duration(training)} of training`,
    attacks === null
      ? 'attacks not known yet'
      : notTimed.length === 0
        ? `about ${duration(attacks)} of attacks`
        : `at least about ${duration(attacks)} of attacks (not timed here yet: ${namesOf(notTimed)})`,
  ].join(', ');
}

function namesOf(names: readonly string[]): string {
  if (names.length <= mostNamed) return listOf(names);
  return listOf([...names.slice(0, mostNamed), `${String(names.length - mostNamed)} more`]);
}

function trainingTime(
  missing: readonly ModelCell[],
  models: readonly ModelDescription[],
  trainSplit: number | null,
): number | null {
  const seconds = missing.map(({ spec }) => trainingEstimate(spec, models, null, trainSplit)?.seconds);
  return seconds.every((value) => value !== undefined) ? seconds.reduce((sum, value) => sum + value, 0) : null;
}

interface TimedCell {
  readonly work: string;
  readonly recipe: string;
  readonly seconds: number;
  readonly samples: number;
}

/** Per cell, seconds per sample of the same work on the same recipe; else of the same work on any. */
function attackTime(
  plan: StudyPlan,
  expansion: Expansion,
  runs: readonly RecordedRun[],
): Pick<TimeEstimate, 'attacks' | 'notTimed'> {
  const alike = runs.filter(({ description }) => description.plan.data.dataset === plan.data.dataset);
  const timed = alike.flatMap(timedCells);
  const recipes = recipesOf(expansion.cells);
  const notTimed = new Set<string>();
  let seconds = 0;
  for (const cell of expansion.cells) {
    if (cell.kind === 'model') continue;
    const same = timed.filter(({ work }) => work === workOf(cell));
    const own = same.filter(({ recipe }) => recipe === recipes.get(cell.model));
    const cost = secondsPerSample(own.length > 0 ? own : same);
    if (cost !== null) seconds += cost * expansion.rows.length;
    else if (cell.kind === 'attack') notTimed.add(factsOf(cell.attack).shortTitle(cell.attack));
  }
  const workers = alike.at(0)?.costs.workers ?? 1;
  return { attacks: timed.length === 0 ? null : seconds / workers, notTimed: [...notTimed] };
}

function timedCells({ description: { expansion }, costs }: RecordedRun): readonly TimedCell[] {
  const recipes = recipesOf(expansion.cells);
  return expansion.cells.flatMap((cell): TimedCell[] => {
    const cost = cell.kind === 'model' ? undefined : costs.cells[cell.id];
    if (cell.kind === 'model' || cost === undefined || cost.samples === 0) return [];
    return [{ ...cost, work: workOf(cell), recipe: recipes.get(cell.model) ?? '' }];
  });
}

function recipesOf(cells: readonly Cell[]): ReadonlyMap<string, string> {
  return new Map(
    cells.flatMap((cell) => (cell.kind === 'model' ? [[cell.model, canonicalJson(cell.spec.recipe)] as const] : [])),
  );
}

/** Equal for cells that take equally long on the same model: how large a radius is costs nothing. */
function workOf(cell: Exclude<Cell, ModelCell>): string {
  if (cell.kind === 'clean') return 'clean';
  const choice: object = { ...cell.attack, budgets: null };
  return canonicalJson([choice, cell.version]);
}

function secondsPerSample(cells: readonly TimedCell[]): number | null {
  const samples = cells.reduce((sum, cell) => sum + cell.samples, 0);
  return samples === 0 ? null : cells.reduce((sum, cell) => sum + cell.seconds, 0) / samples;
}
