import { toWire } from '../../shared/errors';
import type { EvaluatedCell, ModelCell } from '../../shared/plan/plan';
import type { ModelDescription } from '../../shared/models/model-description';
import type { Progress } from '../../shared/progress';
import { addRunCosts } from '../lab/run-costs';
import { evaluatedCells } from './batches';
import { trainingTitle } from './cell-titles';
import { evaluator } from './evaluator';
import { costsOf, modelsById, stages, type Execution, type StageCosts } from './execution';
import { Gate } from './gate';
import { LostWork } from './lost-work';
import { ensureRowsAtOnce } from './rows-at-once';
import { trainer } from './trainer';
import { WholeProgress, type Standing } from './whole-progress';

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
