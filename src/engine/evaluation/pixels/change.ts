/** One attack on one sample of a model that answers for every pixel, for what it changes; nothing of it is recorded. */
import { classMap } from '../../../shared/data/class-map';
import type { AttackChange } from '../../../shared/attacks/change';
import { ballOf } from '../../attacks/gradient/ball';
import type { ChangeRequest } from '../../attacks/gradient/change';
import { perturbed, reevaluated } from '../../attacks/gradient/judged';
import { picturesOf } from '../../attacks/gradient/pictures';
import { answersIn } from './answers';
import { attackOnPixels, withPixels } from './context';

/** @throws LabError `unsupported` for an attack that goes for the answer for the sample, or is made on another model */
export async function pixelChangeOf(request: ChangeRequest): Promise<AttackChange> {
  const choice = attackOnPixels(request.attack);
  const ball = ballOf(choice, request.budget);
  return withPixels({ ...request, rows: [request.row] }, async ({ context }) => {
    const { claim } = await perturbed(context, choice, ball);
    return reevaluated(context, ball, claim.values, 'logits', async ({ outputs, values }) => ({
      attacked: null,
      answered: classMap(answersIn(context.model, context.samples, outputs).classes[0]),
      pictures: await picturesOf(context, values),
    }));
  });
}
