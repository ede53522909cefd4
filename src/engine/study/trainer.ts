import { isMadeElsewhere } from '../../shared/models/brought';
import { keptInLog } from '../../shared/training/kept-epochs';
import type { ModelCell } from '../../shared/plan/plan';
import type { ModelDescription } from '../../shared/models/model-description';
import { findModel } from '../lab/models';
import { refuseServed } from '../lab/served';
import { StageMeter } from '../progress/stage-meter';
import { trainingTitle } from './cell-titles';
import { modelsById, type Execution, type Stage } from './execution';
import type { Gate } from './gate';
import { ensureTrained, refuseUntrainable } from './train-model';
import type { WholeProgress } from './whole-progress';

/** Trains a model unless the lab holds it; the meter counts models, those under way by the part that is done. */
export async function trainer(
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
      const what = isMadeElsewhere(known) ? 'imported' : 'trained already, the lab has it';
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
    const { seconds } = description;
    onLog('info', `${trainingTitle(cell)}: trained in ${seconds.toFixed(1)} s; ${keptInLog(description)}.`);
    reach(1, null);
    return description;
  };
}
