/** One gradient attack on one sample, point by point, for the step-by-step view; nothing of it is recorded. */
import * as tf from '@tensorflow/tfjs-core';
import type { GradientChoice } from '../../../shared/attacks/attack';
import type { AttackPoint, AttackSteps } from '../../../shared/attacks/change';
import { mapValues } from '../../../shared/map-values';
import { predictedBy } from '../../models/answers';
import { dispose, tidy } from '../../tensors';
import type { AttackContext, Ball, Values } from '../attack';
import { closeMicroBatch, onAttacked, openMicroBatch } from '../micro-batch';
import { perturb } from '../registry';
import { refuseUnable } from '../requirements';
import { ballOf, lengthsOf } from './ball';
import { gradientOnly, type ChangeRequest } from './change';
import { picturesOf } from './pictures';
import { openProblem } from './problem';
import { reevaluated } from './judged';
import { withSlopes } from './slopes';
import { watched, type SeenPoint } from './watch';

/** Points that are told at most: a way is seen as well in so many, and a message stays small. */
const mostPoints = 60;

/** @returns null for a sample that is answered wrongly without an attack. @throws LabError `unsupported` for a removal */
export async function stepsOf(request: ChangeRequest): Promise<AttackSteps | null> {
  const { budget, model, row } = request;
  const attack = gradientOnly(request.attack);
  refuseUnable(model, attack);
  const batch = await openMicroBatch({ ...request, cell: 'steps', rows: [row] });
  try {
    const [steps] = await onAttacked(batch, async (context) => [
      await stepsIn(context, attack, ballOf(attack, budget)),
    ]);
    return steps;
  } finally {
    closeMicroBatch(batch);
  }
}

/** Of the one sample of a context. */
async function stepsIn(context: AttackContext, choice: GradientChoice, ball: Ball): Promise<AttackSteps> {
  const opened = openProblem(context, ball);
  const slopes = withSlopes(opened);
  const watch = watched(slopes.problem);
  try {
    const { values } = await perturb(watch.problem, choice);
    const result = await resultOf(context, ball, values);
    const points: AttackPoint[] = [];
    for (const point of thinned(watch.seen, mostPoints)) points.push(await pointOf(context, ball, point));
    return {
      clean: predictedBy(context.model.target, context.clean.logits[0], context.samples[0]),
      points,
      taken: watch.seen.length,
      result,
    };
  } finally {
    watch.dispose();
    slopes.dispose();
    opened.dispose();
  }
}

async function resultOf(context: AttackContext, ball: Ball, claimed: Values): Promise<AttackPoint> {
  return reevaluated(context, ball, claimed, 'logits', async ({ outputs, norms, values }) => ({
    prediction: predictedBy(context.model.target, outputs.logits[0], context.samples[0]),
    norms: mapValues(norms, ([norm]) => norm),
    pictures: await picturesOf(context, values),
  }));
}

async function pointOf(context: AttackContext, { norm }: Ball, { values, logits }: SeenPoint): Promise<AttackPoint> {
  const lengths = mapValues(values, (value, id) =>
    tidy(() => lengthsOf(tf.sub(value, context.embeddings[id].values), norm)),
  );
  try {
    const norms: Record<string, number> = {};
    for (const [id, length] of Object.entries(lengths)) [norms[id]] = await length.data();
    return {
      prediction: predictedBy(context.model.target, await logits.data(), context.samples[0]),
      norms,
      pictures: await picturesOf(context, values),
    };
  } finally {
    dispose(lengths);
  }
}

/** At most so many, evenly, the first and the last among them. */
function thinned<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, place) => items[Math.round((place * (items.length - 1)) / (most - 1))]);
}
