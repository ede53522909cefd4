import { removes } from '../../shared/attack';
import { toWire } from '../../shared/errors';
import type { DatasetManifest } from '../../shared/dataset';
import type { EvaluatedCell, ModelCell } from '../../shared/plan';
import type { ModelDescription } from '../../shared/model-description';
import type { Progress, ProgressSink } from '../../shared/progress';
import type { RunDescription } from '../../shared/run';
import type { StoredInput } from '../../shared/stored-input';
import type { AppendFile } from '../lab/append-file';
import { inHalves, withHalvings } from '../in-halves';
import { layout } from '../lab/layout';
import { findModel } from '../lab/models';
import { refuseServed } from '../lab/served';
import { addRunCosts } from '../lab/run-costs';
import { evaluatedCells, missingBatches, recordsToAppend, type Batch } from './batches';
import { CellCosts } from './cell-costs';
import { cellLabel, stageLabel } from './cell-label';
import { CellLog, type OnLog } from './cell-log';
import { cellTitle, trainingTitle } from './cell-titles';
import { Gate } from './gate';
import { LostWork } from './lost-work';
import type { JobPool } from './job-pool';
import { runCancellable } from './cancellable-job';
import { keptRows } from './stored-inputs';
import { ensureRowsAtOnce } from './rows-at-once';
import { StageMeter } from '../progress/stage-meter';
import { WholeProgress, type Standing } from './whole-progress';
import { ensureTrained, refuseUntrainable, type OnCurve, type OnTrained } from './train-model';

export interface Execution {
  readonly lab: string;
  readonly description: RunDescription;
  readonly manifest: DatasetManifest;
  /** Rows recorded already, by cell. */
  readonly present: ReadonlyMap<string, ReadonlySet<number>>;
  readonly records: AppendFile;
  /** Where attacked inputs are kept; null where the plan keeps none. */
  readonly inputs: AppendFile | null;
  readonly pool: JobPool;
  /** Whether programs of the user's own are asked. */
  readonly predictors: boolean;
  readonly appVersion: string;
  readonly signal: AbortSignal;
  readonly onProgress: ProgressSink;
  readonly onCurve: OnCurve;
  readonly onTrained: OnTrained;
  /** Told of what begins and ends, and of faults of records. */
  readonly onLog: OnLog;
  readonly onWarning: (text: string) => void;
}

/** Training first, since most waits for it; attacks and certificates last: they take longest and are shown last. */
const stages = ['training', 'clean', 'degraded', 'attack', 'certificate'] as const;
type Stage = (typeof stages)[number];

/**
 * Computes what a run lacks. Missing models are trained first, side by side; the cells of a model follow as soon as it
 * is ready. The first failure stops everything else, unless it is a device's: then the rest goes on.
 *
 * @throws LabError `device-lost` or `out-of-memory` at the end, when parts could not be computed
 */
export async function execute(execution: Execution): Promise<void> {
  const stop = new AbortController();
  const whole = wholeOf(execution);
  const stoppable = {
    ...execution,
    signal: AbortSignal.any([execution.signal, stop.signal]),
    onProgress: (report: Progress) => {
      execution.onProgress(whole.beside(report));
    },
  };
  const gate = new Gate(execution.pool.size, stages, stoppable.signal);
  const train = await trainer(stoppable, gate, whole);
  const costs = costsOf(stoppable);
  const evaluate = evaluator(stoppable, gate, costs);
  const { plan, expansion } = execution.description;
  const rowsAtOnce = (model: string): Promise<number> =>
    gate.pass('training', () =>
      ensureRowsAtOnce({ ...stoppable, model, dataset: plan.data.dataset, rows: expansion.rows }),
    );

  /** Waits for all pieces, so that nothing is under way any more when this function ends. */
  const all = async (pieces: readonly Promise<void>[]): Promise<void> => {
    const guarded = pieces.map((piece) =>
      piece.catch((error: unknown) => {
        // Only the first failure is told; what it stops fails as cancelled.
        if (!stop.signal.aborted) stop.abort(error);
      }),
    );
    await Promise.all(guarded);
    stop.signal.throwIfAborted();
  };
  const models = [...modelsById(execution.description).values()];
  const lost = new LostWork(execution.onWarning);
  const trainings = new Map<string, Promise<ModelDescription | null>>();
  const begin = (cell: ModelCell): Promise<ModelDescription | null> => {
    const begun = trainings.get(cell.model);
    if (begun !== undefined) return begun;
    const from = models.find(({ model }) => model === cell.encoders);
    const training = lost.attempt(`The training of ${trainingTitle(cell)}`, async () => {
      const encoders = from === undefined ? null : await begin(from);
      // That these were lost is told already.
      return from !== undefined && encoders === null ? null : train(cell, encoders);
    });
    trainings.set(cell.model, training);
    return training;
  };
  models.forEach((cell) => void begin(cell));
  const work = all(
    models.map(async (cell) => {
      const trained = await trainings.get(cell.model);
      const pieces = evaluate(cell.model);
      if (trained === null) return;
      const rows = pieces.some(({ removing }) => removing)
        ? await lost.attempt(`The measurement of ${trainingTitle(cell)}`, () => rowsAtOnce(cell.model))
        : null;
      const possible = pieces.filter(({ removing }) => !removing || rows !== null);
      await all(
        possible.map(async ({ what, source, work: compute }) => {
          // Without the model that it is made on there is nothing to show; that it is lost is told already.
          if (source !== null && (await trainings.get(source)) === null) return;
          await lost.attempt(what, () => compute(rows));
        }),
      );
    }),
  );
  await work.finally(() => keepCosts(execution, costs));
  lost.throwIfAny();
}

/** What was learned about times is no result: that it cannot be kept stops nothing. */
async function keepCosts({ lab, description, pool, onWarning }: Execution, costs: StageCosts): Promise<void> {
  const cells = {
    ...costs.clean.spent(),
    ...costs.degraded.spent(),
    ...costs.attack.spent(),
    ...costs.certificate.spent(),
  };
  try {
    await addRunCosts(lab, description.id, { workers: pool.size, cells });
  } catch (error) {
    onWarning(`What the run took could not be kept: ${toWire(error).message}`);
  }
}

type StageCosts = Readonly<Record<EvaluatedCell['kind'], CellCosts>>;

function costsOf({ description: { plan, expansion }, present, pool }: Execution): StageCosts {
  const cells = evaluatedCells(expansion.cells);
  const of = (kind: EvaluatedCell['kind']): CellCosts => {
    const own = cells.filter((cell) => cell.kind === kind);
    const left = own.map((cell) => {
      const missing = missingBatches(cell, expansion.rows, plan.microBatch, present.get(cell.id) ?? new Set());
      return [cell.id, missing.reduce((sum, { rows }) => sum + rows.length, 0)] as const;
    });
    return new CellCosts(own, new Map(left), pool.size);
  };
  return { clean: of('clean'), degraded: of('degraded'), attack: of('attack'), certificate: of('certificate') };
}

/** Trains a model unless the lab holds it; the meter counts models, those under way by the part that is done. */
async function trainer(
  execution: Execution,
  gate: Gate<Stage>,
  whole: WholeProgress,
): Promise<(cell: ModelCell, encoders: ModelDescription | null) => Promise<ModelDescription>> {
  const { lab, description, pool, predictors, onProgress, onLog } = execution;
  const models = [...modelsById(description).values()];
  const trained = new Map(
    await Promise.all(models.map(async ({ model }) => [model, await findModel(lab, model)] as const)),
  );
  for (const { model, spec } of models) {
    const known = trained.get(model) ?? null;
    if (known === null) refuseUntrainable(model, spec);
    else refuseServed(known, predictors);
  }
  const missing = models.filter(({ model }) => trained.get(model) === null);
  if (missing.length === 0) whole.skip('training');
  const meter = new StageMeter(onProgress, {
    stage: 'training',
    label: missing.length === 1 ? trainingTitle(missing[0]) : `${missing.length} models`,
    unit: 'models',
    total: missing.length,
  });
  // Summed anew each time: running sums of fractions end a hair beside the number of models.
  const fractions = new Map<string, number>();
  return async (cell, encoders) => {
    const known = trained.get(cell.model) ?? null;
    if (known !== null) {
      const what = known.imported === undefined ? 'trained already, the lab has it' : 'imported';
      onLog('info', `${trainingTitle(cell)}: ${what}.`);
      return known;
    }
    const reach = (fraction: number, detail: string | null): void => {
      fractions.set(cell.model, fraction);
      const done = [...fractions.values()].reduce((sum, part) => sum + part, 0);
      meter.reach(done, [trainingTitle(cell), ...(detail === null ? [] : [detail])].join(': '));
    };
    const description = await gate.pass('training', () => {
      onLog('info', `${trainingTitle(cell)}: training begins on ${pool.info().kind}.`);
      return ensureTrained({ ...execution, id: cell.model, spec: cell.spec, encoders, onProgress: reach });
    });
    const { curve, bestEpoch, seconds } = description;
    const kept = `kept is epoch ${String(bestEpoch)} of ${String(curve.length)}`;
    onLog('info', `${trainingTitle(cell)}: trained in ${seconds.toFixed(1)} s; ${kept}.`);
    reach(1, null);
    return description;
  };
}

/** Of the run at the beginning: its stages, with what is recorded already. */
function wholeOf({ description: { expansion }, present }: Execution): WholeProgress {
  const cells = evaluatedCells(expansion.cells);
  const standing = (kind: EvaluatedCell['kind']): Standing => {
    const own = cells.filter((cell) => cell.kind === kind);
    const records = own.reduce((sum, cell) => sum + (present.get(cell.id)?.size ?? 0), 0);
    return { records, remaining: records < own.length * expansion.rows.length ? null : 0 };
  };
  return new WholeProgress(
    expansion.records,
    new Map([
      ['training', { records: 0, remaining: null }],
      ['clean', standing('clean')],
      ['degraded', standing('degraded')],
      ['attack', standing('attack')],
      ['certificate', standing('certificate')],
    ]),
  );
}

interface Piece {
  readonly what: string;
  /** Removals are the only work that is cut into batches of the size that suits the device. */
  readonly removing: boolean;
  /** The model that has to be trained besides; null for none. */
  readonly source: string | null;
  readonly work: (rowsAtOnce: number | null) => Promise<void>;
}

/** Evaluates all cells of a model; every micro-batch is a job, its records are on the disk when it counts as done. */
function evaluator(execution: Execution, gate: Gate<Stage>, costs: StageCosts): (model: string) => readonly Piece[] {
  const { lab, description, manifest, present, records, inputs, pool, signal, onProgress, onLog } = execution;
  const { plan, expansion } = description;
  const models = modelsById(description);
  const cells = evaluatedCells(expansion.cells);
  const logs = new Map<string, CellLog>();
  const logOf = (cell: EvaluatedCell): CellLog => {
    const known = logs.get(cell.id);
    if (known !== undefined) return known;
    const samples = expansion.rows.length;
    const model = models.get(cell.model);
    const title = model === undefined ? cellLabel(cell, models) : cellTitle(cell, model, manifest.modalities);
    const log = new CellLog(cell, title, samples, samples - (present.get(cell.id)?.size ?? 0), onLog);
    logs.set(cell.id, log);
    return log;
  };
  const meterOf = (kind: EvaluatedCell['kind']): StageMeter => {
    const own = cells.filter((cell) => cell.kind === kind);
    const done = own.reduce((sum, cell) => sum + (present.get(cell.id)?.size ?? 0), 0);
    const total = own.length * expansion.rows.length;
    return new StageMeter(onProgress, { stage: kind, label: stageLabel(own), unit: 'records', total }, done);
  };
  const meters = {
    clean: meterOf('clean'),
    degraded: meterOf('degraded'),
    attack: meterOf('attack'),
    certificate: meterOf('certificate'),
  };
  const batchesOf = (cell: EvaluatedCell): readonly Batch[] =>
    missingBatches(cell, expansion.rows, plan.microBatch, present.get(cell.id) ?? new Set());
  const compute = async (batch: Batch, rowsAtOnce: number | null): Promise<void> => {
    const { cell, rows } = batch;
    const source = sourceOf(cell);
    const kept = keptRows(description, cell).filter((row) => batch.missing.has(row));
    const job = {
      kind: 'evaluate',
      cell,
      rowsAtOnce,
      model: layout.model(lab, cell.model),
      ...(source === null ? {} : { source: layout.model(lab, source) }),
      dataset: layout.dataset(lab, plan.data.dataset),
      ...(kept.length === 0 ? {} : { kept }),
    } as const;
    const stored: StoredInput[] = [];
    const computed = await gate.pass(cell.kind, async () => {
      logOf(cell).begin();
      const start = performance.now();
      // A worker halves what it cannot hold; here is halved what ended the worker.
      const done = await inHalves(rows, async (some) => {
        const { records, inputs: made } = await runCancellable(pool, { ...job, rows: some }, { signal });
        stored.push(...(made ?? []));
        return records;
      });
      costs[cell.kind].record(cell, rows.length, (performance.now() - start) / 1000);
      return done;
    });
    const missing = recordsToAppend(batch, computed.map(withHalvings));
    // Before the records: of what is recorded, the input is there, whenever the run is killed.
    await inputs?.append(stored.filter(({ row }) => batch.missing.has(row)));
    await records.append(missing);
    logOf(cell).recorded(missing);
    meters[cell.kind].advance(missing.length, cellLabel(cell, models), costs[cell.kind].remaining());
  };
  return (model) =>
    inTurn(cells.filter((cell) => cell.model === model).map(batchesOf)).map((batch) => ({
      what: `${cellLabel(batch.cell, models)}, rows ${batch.rows[0]} to ${batch.rows[batch.rows.length - 1]}`,
      removing: batch.cell.kind === 'attack' && removes(batch.cell.attack),
      source: sourceOf(batch.cell),
      work: (rowsAtOnce) => compute(batch, rowsAtOnce),
    }));
}

/**
 * The first batch of every cell, then the second of every cell, and so on: soon it is known what each costs, and a run
 * that is stopped has something of everything.
 */
function inTurn(cells: readonly (readonly Batch[])[]): readonly Batch[] {
  const longest = Math.max(0, ...cells.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) =>
    cells.flatMap((batches) => batches.slice(index, index + 1)),
  ).flat();
}

/** The model that a cell's attack is made on, where that is another. */
function sourceOf(cell: EvaluatedCell): string | null {
  return cell.kind === 'attack' ? (cell.source ?? null) : null;
}

/** Of a model that serves in two roles, the subject, which comes first. */
function modelsById({ expansion }: RunDescription): ReadonlyMap<string, ModelCell> {
  const models = new Map<string, ModelCell>();
  for (const cell of expansion.cells) {
    if (cell.kind === 'model' && !models.has(cell.model)) models.set(cell.model, cell);
  }
  return models;
}
