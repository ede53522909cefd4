import { factsOf } from '../shared/attacks/attack';
import { certificateLabels, certificateTitle, isVoted } from '../shared/certificates/certificate';
import { degradationLabels } from '../shared/degradations/degradation';
import { canonicalJson } from '../shared/identity';
import type { AttackChoice } from '../shared/attacks/attack';
import type { Cell, Expansion, ModelCell, StudyPlan } from '../shared/plan/plan';
import type { ModelOutline } from '../shared/models/model-facts';
import type { ModelSpec } from '../shared/models/model-spec';
import type { ModelDescription } from '../shared/models/model-description';
import type { RecordedCosts, RecordedRun } from './recorded-costs';
import { attackWork, trainingEstimate } from './training-estimate';

/** Steps of specifications that were timed on this machine for want of anything that was computed. */
export interface Timings {
  readonly specs: readonly TimedSpec[];
  /** Workers that a study would have. */
  readonly workers: number;
}

export interface TimedSpec {
  readonly spec: ModelSpec;
  /** With its speed. */
  readonly outline: ModelOutline;
}

/**
 * What the radii of CRMT take, in samples scored, and seconds of the proof that a worker makes before its first. Measured in
 * processor time (cnn of 8 and 16 channels, width 128, beside mean-words, on wasm): 2.7 to 4.2 samples scored, and 0.35 s.
 * So were votes there, over concat, deq and crmt: a draw takes 0.8 to 1.2 samples scored.
 */
const leads = { scored: 3, proof: 0.35 };

const noTimings: Timings = { specs: [], workers: 1 };

/**
 * Seconds a plan may take, from what took how long in this lab folder, else from steps timed on this machine; null where
 * neither says anything.
 */
export interface TimeEstimate {
  /** Of the models still to train, shared out over the workers. */
  readonly training: number | null;
  /** Of clean answers and attacks, as far as they were timed. */
  readonly attacks: number | null;
  /** Attacks of the plan that were never timed on this data: their time is not in `attacks`. */
  readonly notTimed: readonly string[];
  /**
   * Something in it rests on timed steps: a gradient step is taken to last as a training step does per sample, an input
   * asked about as one that is scored, and each attack to ask as often as it may.
   */
  readonly rough: boolean;
  /** Something in it was taken on another machine: as it was there, or in proportion to this one; absent: not. */
  readonly elsewhere?: 'as it was' | 'in proportion';
}

/** @param trainSplit rows of the training split of the plan's data; null: not known */
export function estimateTime(
  plan: StudyPlan,
  expansion: Expansion,
  costs: Pick<RecordedCosts, 'models' | 'runs'>,
  trainSplit: number | null = null,
  timings: Timings = noTimings,
): TimeEstimate {
  const trained = new Set(expansion.trainedModels);
  const missing = expansion.cells.filter(
    (cell): cell is ModelCell => cell.kind === 'model' && !trained.has(cell.model),
  );
  const alike = costs.runs.filter(({ description }) => description.plan.data.dataset === plan.data.dataset);
  const workers = alike.at(0)?.costs.workers ?? timings.workers;
  const training = trainingTime(missing, costs.models, trainSplit, timings.specs, workers);
  const attacks = attackTime(expansion, alike, timings.specs, workers);
  return { ...attacks, training: training?.seconds ?? null, rough: attacks.rough || training?.rough === true };
}

function trainingTime(
  missing: readonly ModelCell[],
  models: readonly ModelDescription[],
  trainSplit: number | null,
  specs: readonly TimedSpec[],
  workers: number,
): { readonly seconds: number; readonly rough: boolean } | null {
  const estimates = missing.map(({ spec }) => {
    const timed = specs.find((other) => timedAlike(other.spec) === timedAlike(spec));
    return trainingEstimate(spec, models, timed?.outline ?? null, trainSplit);
  });
  if (!estimates.every((estimate) => estimate !== null)) return null;
  const sum = estimates.reduce((total, { seconds }) => total + seconds, 0);
  return {
    // A model is one worker's: none is trained sooner because others idle.
    seconds: Math.max(sum / workers, ...estimates.map(({ seconds }) => seconds)),
    rough: estimates.some(({ from }) => from === 'measured'),
  };
}

/** Equal for specifications that are timed once: those that differ in the training seed only. */
export function timedAlike({ dataset, recipe, training }: ModelSpec): string {
  return canonicalJson([dataset, recipe, training]);
}

/** Specifications of a plan whose time nothing computed tells, each once, subjects first. */
export function specsToTime(
  plan: StudyPlan,
  expansion: Expansion,
  costs: Pick<RecordedCosts, 'models' | 'runs'>,
  trainSplit: number | null,
): readonly ModelSpec[] {
  const { training, attacks, notTimed } = estimateTime(plan, expansion, costs, trainSplit);
  const attacksKnown = attacks !== null && notTimed.length === 0;
  const trained = new Set(expansion.trainedModels);
  const wanted = expansion.cells.flatMap((cell) =>
    cell.kind === 'model' &&
    ((training === null && !trained.has(cell.model)) || (!attacksKnown && cell.role === 'subject'))
      ? [cell.spec]
      : [],
  );
  return [...new Map(wanted.map((spec) => [timedAlike(spec), spec])).values()];
}

interface TimedCell {
  readonly work: string;
  readonly recipe: string;
  readonly seconds: number;
  readonly samples: number;
}

/** Per cell, seconds per sample of the same work on the same recipe; else of the same work on any. */
function attackTime(
  expansion: Expansion,
  alike: readonly RecordedRun[],
  specs: readonly TimedSpec[],
  workers: number,
): Pick<TimeEstimate, 'attacks' | 'notTimed' | 'rough'> {
  const timed = alike.flatMap(timedCells);
  const recipes = recipesOf(expansion.cells);
  const notTimed = new Set<string>();
  let seconds = 0;
  let rough = false;
  for (const cell of expansion.cells) {
    if (cell.kind === 'model') continue;
    const same = timed.filter(({ work }) => work === workOf(cell));
    const own = same.filter(({ recipe }) => recipe === recipes.get(cell.model));
    const recorded = secondsPerSample(own.length > 0 ? own : same);
    const cost = recorded ?? roughCost(cell, specs, recipes.get(cell.model) ?? '');
    rough ||= recorded === null && cost !== null;
    // Every worker makes the proof for itself.
    if (recorded === null && cost !== null && cell.kind === 'certificate' && !isVoted(cell.certificate))
      seconds += leads.proof * workers;
    if (cost !== null) seconds += cost * expansion.rows.length;
    else if (cell.kind === 'attack') notTimed.add(factsOf(cell.attack).shortTitle(cell.attack));
    else if (cell.kind === 'degraded') notTimed.add(degradationLabels[cell.degradation.name]);
    else if (cell.kind === 'certificate') notTimed.add(certificateLabels[cell.certificate.name]);
  }
  return { attacks: timed.length === 0 && !rough ? null : seconds / workers, notTimed: [...notTimed], rough };
}

/** Seconds per sample of a cell by what was timed of its model; null where that does not tell. */
function roughCost(cell: Exclude<Cell, ModelCell>, specs: readonly TimedSpec[], recipe: string): number | null {
  // A step that attacks its own samples lasts longer than a gradient does.
  const timed = specs.find(
    ({ spec }) => canonicalJson(spec.recipe) === recipe && attackWork(spec.training.adversarial) === null,
  );
  if (!timed?.outline.speed) return null;
  const { step, scored } = timed.outline.speed;
  if (cell.kind === 'certificate') return scored * (isVoted(cell.certificate) ? cell.certificate.draws : leads.scored);
  if (cell.kind !== 'attack') return scored;
  const asked = passesOf(cell.attack);
  if (asked === null) return null;
  return asked.gradients * (step / timed.spec.training.batchSize) + asked.answers * scored;
}

/** Most gradients and answers that an attack takes of a sample; null: nothing bounds them. */
function passesOf(attack: AttackChoice): { readonly gradients: number; readonly answers: number } | null {
  const facts = factsOf(attack);
  const gradients = facts.gradientSteps(attack);
  const answers = facts.mostAsked(attack);
  if (gradients > 0) return { gradients, answers: 1 + (answers ?? 0) };
  return answers === null ? null : { gradients: 0, answers };
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
  if (cell.kind === 'degraded') return `degraded ${cell.degradation.name}`;
  if (cell.kind === 'certificate') return `certificate ${certificateTitle(cell.certificate)}`;
  const choice: object = { ...cell.attack, budgets: null };
  return canonicalJson([choice, cell.version]);
}

function secondsPerSample(cells: readonly TimedCell[]): number | null {
  const samples = cells.reduce((sum, cell) => sum + cell.samples, 0);
  return samples === 0 ? null : cells.reduce((sum, cell) => sum + cell.seconds, 0) / samples;
}
