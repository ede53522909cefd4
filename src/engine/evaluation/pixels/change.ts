/** One attack on one sample of a model that answers for every pixel, for what it changes; nothing of it is recorded. */
import { classMap } from '../../../shared/class-map';
import type { AttackChange } from '../../../shared/change';
import type { AttackContext } from '../../attacks/attack';
import { ballOf } from '../../attacks/gradient/ball';
import type { ChangeRequest } from '../../attacks/gradient/change';
import { picturesOf } from '../../attacks/gradient/pictures';
import { ROWS_AT_ONCE } from '../../attacks/micro-batch';
import { dispose } from '../../tensors';
import { answersOf } from './answers';
import { answersAt, attackOnPixels, openSamples, perturbedBy } from './perturbed';

/** @throws LabError `unsupported` for an attack that goes for the answer for the sample */
export async function pixelChangeOf(request: ChangeRequest): Promise<AttackChange> {
  const { model, dataset, row, seed, pause } = request;
  const choice = attackOnPixels(request.attack);
  await pause();
  const opened = openSamples(model, [dataset.sample(row)]);
  try {
    const { logits } = await answersOf(model, opened.samples, () => opened.encodings);
    const context: AttackContext = {
      model,
      dataset,
      ...opened,
      clean: { logits, z: null, zArgmax: null },
      seed,
      rowsAtOnce: ROWS_AT_ONCE,
      pause,
    };
    const { values } = await perturbedBy(context, choice, ballOf(choice, request.budget));
    try {
      const { classes } = await answersAt(context, values);
      return { attacked: null, answered: classMap(classes[0]), pictures: await picturesOf(context, values) };
    } finally {
      dispose(values);
    }
  } finally {
    dispose([opened.embeddings, opened.encodings]);
  }
}
