/** One gradient attack on one sample, for what it changes in the sample; nothing of it is recorded. */
import { perturbs, type AttackChoice, type GradientChoice } from '../../../shared/attacks/attack';
import type { AttackChange } from '../../../shared/attacks/change';
import { LabError } from '../../../shared/errors';
import type { Dataset } from '../../data/dataset';
import type { FusedModel } from '../../models/fused-model';
import { predictedBy } from '../../models/answers';
import type { Pause } from '../../pause';
import type { AttackContext } from '../attack';
import { closeMicroBatch, onAttacked, openMicroBatch } from '../micro-batch';
import { refuseUnable } from '../requirements';
import { ballOf } from './ball';
import { picturesOf } from './pictures';
import { perturbed, reevaluated } from './judged';

export interface ChangeRequest {
  readonly attack: AttackChoice;
  readonly budget: number;
  readonly model: FusedModel;
  readonly dataset: Dataset;
  readonly row: number;
  readonly seed: number;
  readonly pause: Pause;
}

/** @returns null for a sample that is answered wrongly without an attack. @throws LabError `unsupported` for a removal */
export async function changeOf(request: ChangeRequest): Promise<AttackChange | null> {
  const { budget, model, row } = request;
  const attack = gradientOnly(request.attack);
  refuseUnable(model, attack);
  const batch = await openMicroBatch({ ...request, cell: 'change', rows: [row] });
  try {
    const [change] = await onAttacked(batch, async (context) => [await changeIn(context, attack, budget)]);
    return change;
  } finally {
    closeMicroBatch(batch);
  }
}

/** @throws LabError `unsupported` for an attack that removes parts */
export function gradientOnly(attack: AttackChoice): GradientChoice {
  if (perturbs(attack)) return attack;
  throw new LabError('unsupported', `${attack.name} removes parts: it changes no values.`, {
    where: 'attack.name',
    remedy: 'Give a gradient attack.',
  });
}

/** Of the one sample of a context. */
async function changeIn(context: AttackContext, choice: GradientChoice, budget: number): Promise<AttackChange> {
  const ball = ballOf(choice, budget);
  const { claim } = await perturbed(context, choice, ball);
  return reevaluated(context, ball, claim.values, 'logits', async ({ outputs, values }) => ({
    attacked: predictedBy(context.model.target, outputs.logits[0], context.samples[0]),
    answered: null,
    pictures: await picturesOf(context, values),
  }));
}
