/** One removal attack on one sample, query by query, for the step-by-step view. */
import { removes, type AttackChoice, type RemovalChoice } from '../../shared/attacks/attack';
import { LabError } from '../../shared/errors';
import type { AttackTrace, TraceStep } from '../../shared/attacks/attack-trace';
import type { Dataset } from '../data/dataset';
import { sampleView } from '../data/view';
import type { FusedModel } from '../models/fused-model';
import type { Pause } from '../pause';
import { closeMicroBatch, onAttacked, openMicroBatch, type MicroBatch } from './micro-batch';
import { predictedBy } from '../models/answers';
import { searchRemovals } from './registry';
import { confirmRemovals } from './removal/confirm';
import { refuseUnable } from './requirements';

export interface TraceRequest {
  readonly attack: AttackChoice;
  readonly model: FusedModel;
  readonly dataset: Dataset;
  readonly row: number;
  readonly seed: number;
  readonly pause: Pause;
}

/**
 * Attacks one sample and tells every query. A sample that is predicted wrongly is not attacked: its trace holds the
 * clean step only.
 *
 * @throws LabError `unsupported` for attacks that do not remove parts
 */
export async function trace(request: TraceRequest): Promise<AttackTrace> {
  const { attack, model, row } = request;
  if (!removes(attack)) {
    throw new LabError('unsupported', `The step-by-step view shows removals; ${attack.name} removes nothing.`, {
      where: 'attack.name',
      remedy: 'Choose decoupling or lab-search, or run a study with this attack.',
    });
  }
  refuseUnable(model, attack);
  const batch = await openMicroBatch({ ...request, cell: 'trace', rows: [row] });
  try {
    return await traceOf(batch, attack);
  } finally {
    closeMicroBatch(batch);
  }
}

async function traceOf(batch: MicroBatch, attack: RemovalChoice): Promise<AttackTrace> {
  const queries: TraceStep[] = [];
  const clean: TraceStep = {
    stage: 'clean',
    regions: [],
    prediction: predictedBy(batch.model.target, batch.clean.logits[0], batch.samples[0]),
    hit: false,
  };
  const [found] = await onAttacked(batch, async (attacked) => {
    const { claims, released = false } = await searchRemovals(
      {
        ...attacked,
        onQuery: ({ stage, regions, logits, hit }) => {
          queries.push({
            stage,
            regions: [...regions],
            prediction: predictedBy(batch.model.target, logits, batch.samples[0]),
            hit,
          });
        },
      },
      attack,
    );
    return confirmRemovals(
      batch,
      attacked.samples,
      attacked.clean,
      claims.map((claim) => claim.regions),
      attack.fills,
      released,
    );
  });
  return {
    sample: sampleView(batch.dataset, batch.samples[0].row),
    classes: [...batch.model.classes],
    ...(batch.model.target === undefined ? {} : { target: batch.model.target }),
    steps: [clean, ...queries],
    found,
  };
}
