/** What an attack makes of samples whose every pixel is answered. */
import { isPixelAttack, pixelAttackNames, type PixelAttack } from '../../../shared/pixel-attacks';
import type { AttackChoice } from '../../../shared/attack';
import { LabError } from '../../../shared/errors';
import { mapValues } from '../../../shared/map-values';
import type { Slopes } from '../../../shared/record';
import { oneOf } from '../../../shared/wording';
import type { AttackContext, Ball, Values } from '../../attacks/attack';
import { intoBall } from '../../attacks/gradient/ball';
import { openProblem, type PassCounts } from '../../attacks/gradient/problem';
import { withSlopes } from '../../attacks/gradient/slopes';
import { perturb } from '../../attacks/registry';
import { embedSamples, encodeAll } from '../../attacks/outputs';
import type { Sample } from '../../data/dataset';
import type { Embeddings, FusedModel } from '../../models/fused-model';
import { dispose, tidy } from '../../tensors';
import { answersOf, type PixelAnswers } from './answers';
import { pixelTruth } from './truth';

export type OpenedSamples = Pick<AttackContext, 'samples' | 'embeddings' | 'encodings'>;

/** The caller disposes of what it holds. */
export function openSamples(model: FusedModel, samples: readonly Sample[]): OpenedSamples {
  return {
    samples,
    ...tidy(() => {
      const embeddings = embedSamples(model, samples);
      return { embeddings, encodings: encodeAll(model, embeddings) };
    }),
  };
}

/** @throws LabError `unsupported` for an attack that goes for the answer for the sample */
export function attackOnPixels(attack: AttackChoice): PixelAttack {
  if (isPixelAttack(attack)) return attack;
  throw new LabError('unsupported', `${attack.name} goes for one answer, and the model gives one for every pixel.`, {
    where: 'attack',
    remedy: `Choose ${oneOf(pixelAttackNames)}.`,
  });
}

/** What the model answers where attacked values stand in the place of the untouched ones. */
export function answersAt(
  { model, samples, embeddings, encodings }: Pick<AttackContext, 'model' | 'samples' | 'embeddings' | 'encodings'>,
  values: Values,
): Promise<PixelAnswers> {
  return answersOf(model, samples, () => ({
    ...encodings,
    ...mapValues(values, (value, id) => model.encode(id, { ...embeddings[id], values: value })),
  }));
}

/** Untouched values of the attacked modalities. */
export function cleanOf(embeddings: Embeddings, { radii }: Pick<Ball, 'radii'>): Embeddings {
  return mapValues(radii, (_, id) => embeddings[id]);
}

/** What an attack makes, within the ball whatever it claims, and what its gradients were like. */
export async function perturbedBy(
  context: AttackContext,
  choice: PixelAttack,
  ball: Ball,
): Promise<{ readonly values: Values; readonly passes: PassCounts; readonly slopes: readonly Slopes[] }> {
  const { model, samples, embeddings } = context;
  const opened = openProblem({ ...context, truth: pixelTruth(model, samples) }, ball);
  const watch = withSlopes(opened);
  let claimed: Values = {};
  try {
    claimed = (await perturb(watch.problem, choice)).values;
    const slopes = await watch.read();
    return {
      values: tidy(() => intoBall({ model, clean: cleanOf(embeddings, ball), ball }, claimed)),
      passes: opened.passes,
      slopes,
    };
  } finally {
    dispose(claimed);
    watch.dispose();
    opened.dispose();
  }
}
