import { LabError, problemsIn } from '../../shared/errors';
import type { ModelSpec } from '../../shared/models/model-spec';
import type { StudyPlan } from '../../shared/plan/plan';
import { refuse } from '../../shared/refusal';
import { unlessAborted } from '../../shared/unless-aborted';
import { layout } from '../lab/layout';
import { runCancellable } from '../study/cancellable-job';
import { pretrainedFolders } from '../study/pretrained-origins';
import type { EngineContext, RequestContext } from './context';

type Asking = Pick<RequestContext, 'signal' | 'onWarning'>;

/**
 * Has a worker hold the weights that a specification names against its encoders, before anything is written or queued; of one
 * that names none, nothing is asked.
 *
 * @throws LabError `invalid` with every tensor that does not fit
 */
export async function checkFit(
  spec: ModelSpec,
  { lab, devices }: Pick<EngineContext, 'lab' | 'devices'>,
  { signal, onWarning }: Asking,
): Promise<void> {
  const folders = pretrainedFolders(lab.folder, spec);
  if (folders.pretrained === undefined) return;
  const pool = await unlessAborted(devices.interactive(onWarning), signal);
  const dataset = layout.dataset(lab.folder, spec.dataset);
  await runCancellable(pool, { kind: 'outline', spec, dataset, measure: false, ...folders }, { signal });
}

/** Does an encoder of a plan start from weights of the lab? */
export function startsFromWeights({ subjects }: Pick<StudyPlan, 'subjects'>): boolean {
  return subjects.some(({ training }) => Object.keys(training.pretrained).length > 0);
}

/** As `checkFit`, of every subject of a plan that is sound by itself. */
export async function checkPlanFit(
  { subjects, data: { dataset }, seeds: [seed] }: StudyPlan,
  engine: Pick<EngineContext, 'lab' | 'devices'>,
  request: Asking,
): Promise<void> {
  const faults: LabError[] = [];
  for (const [index, { recipe, training }] of subjects.entries()) {
    try {
      await checkFit({ dataset, recipe, training, seed }, engine, request);
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'invalid') throw error;
      const own = problemsIn(error, 'training.pretrained');
      faults.push(
        ...own.map(({ where, text }) => new LabError('invalid', text, { where: `plan.subjects[${index}].${where}` })),
      );
    }
  }
  refuse(faults);
}
