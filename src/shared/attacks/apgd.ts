import { z } from 'zod';
import type { AttackFacts } from './facts';
import { gradientFacts, gradientFields, gradientTitle, normText } from './gradient';
import { pathDifference, pathFields, pathSuffix } from './gradient-path';
import { from } from '../papers/papers';

/** Auto-PGD: projected gradient ascent with momentum that chooses its steps itself. */
export const ApgdChoice = z.strictObject({
  name: z.literal('apgd').meta({ description: 'many steps along the gradient, whose length is chosen on the way' }),
  ...gradientFields,
  loss: z.enum(['cross-entropy', 'dlr']).default('cross-entropy').meta({
    description:
      'what is climbed: the cross-entropy, or the difference of logits ratio, which no scale of the logits changes (of two classes, the margin)',
  }),
  steps: z.int().min(1).max(10_000).default(100).meta({ description: 'steps of each restart', unit: 'steps' }),
  restarts: z.int().min(1).max(100).default(1).meta({ description: 'tries from random starts', unit: 'restarts' }),
  ...pathFields,
});
export type ApgdChoice = z.infer<typeof ApgdChoice>;

const lossText: Readonly<Record<ApgdChoice['loss'], string>> = { 'cross-entropy': 'CE', dlr: 'DLR' };

const shortTitle = (choice: ApgdChoice): string =>
  `APGD-${lossText[choice.loss]}-${String(choice.steps)} ${normText(choice.norm)}${pathSuffix(choice)}`;

export const apgd: AttackFacts<ApgdChoice> = {
  ...gradientFacts,
  name: 'apgd',
  label: 'APGD',
  version: 1,
  explanation: 'in many steps that it sizes itself',
  strongerThan: ['fgsm'],
  shortTitle,
  title: (choice, budget, latent) => gradientTitle(shortTitle(choice), choice, budget, latent),
  family: ({ name, norm, loss, steps, restarts, unroll, gradient }) =>
    JSON.stringify([name, norm, loss, steps, restarts, unroll, gradient]),
  climbsCrossEntropy: ({ loss, gradient }) => loss === 'cross-entropy' && gradient !== 'hijacked-weights',
  gradientSteps: ({ steps, restarts }) => steps * restarts,
  shortest: (choice) => ({ ...choice, steps: 1, restarts: 1 }),
  source: (choice) => ({
    title: `APGD-${lossText[choice.loss]}, ${normText(choice.norm)}`,
    ...from`${choice.norm === 'l1' ? 'croce2021mind' : 'croce2020reliable'}`,
    fidelity: 'variant',
    difference: [
      'several inputs move together, each in its own ball; starts are uniform in the ball; of two classes DLR is the margin',
      choice.norm === 'l1'
        ? 'steps go as far in each value as it is steep, among those that have room left; one radius throughout'
        : null,
      pathDifference(choice),
    ]
      .filter((part) => part !== null)
      .join('; '),
  }),
};

/**
 * The steps at which APGD looks whether to halve its step (section 3 of the paper): ⌈p_j N⌉ with p_0 = 0, p_1 = 0.22 and
 * p_{j+1} = p_j + max(p_j − p_{j−1} − 0.03, 0.06).
 */
export function apgdCheckpoints(steps: number): readonly number[] {
  const checkpoints = [0];
  // In hundredths, so that no sum of rounded shares moves a checkpoint.
  for (
    let [before, share] = [0, 22];
    share <= 100;
    [before, share] = [share, share + Math.max(share - before - 3, 6)]
  ) {
    const step = Math.ceil((share * steps) / 100);
    if (step > checkpoints[checkpoints.length - 1]) checkpoints.push(step);
  }
  return checkpoints;
}
