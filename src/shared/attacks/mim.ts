import { z } from 'zod';
import type { AttackFacts } from './facts';
import { gradientFacts, gradientFields, gradientTitle, normText, sparseShare } from './gradient';
import { pathDifference, pathFields, pathSuffix } from './gradient-path';
import { from } from '../papers/papers';

/** Momentum iterative method: steps along the decaying sum of the gradients so far. */
export const MimChoice = z.strictObject({
  name: z.literal('mim').meta({ description: 'many small steps along the decaying sum of all gradients so far' }),
  ...gradientFields,
  steps: z.int().min(1).max(10_000).default(10).meta({ description: 'steps of each restart', unit: 'steps' }),
  relativeStep: z
    .number()
    .positive()
    .max(10)
    .default(0.1)
    .meta({ title: 'step', description: 'length of a step, as a share of the radius', unit: 'of the radius' }),
  decay: z
    .number()
    .min(0)
    .max(10)
    .default(1)
    .meta({ title: 'momentum', description: 'what the sum of earlier gradients is multiplied by at each step (μ)' }),
  restarts: z
    .int()
    .min(1)
    .max(100)
    .default(1)
    .meta({ description: 'tries: the first from the sample itself, others from random starts', unit: 'restarts' }),
  ...pathFields,
  sparseShare,
});
export type MimChoice = z.infer<typeof MimChoice>;

const shortTitle = (choice: MimChoice): string =>
  `MIM-${String(choice.steps)} ${normText(choice.norm)}${pathSuffix(choice)}`;

export const mim: AttackFacts<MimChoice> = {
  ...gradientFacts,
  name: 'mim',
  label: 'MIM',
  version: 1,
  explanation: 'in many steps with momentum',
  strongerThan: [],
  shortTitle,
  title: (choice, budget, latent) => gradientTitle(shortTitle(choice), choice, budget, latent),
  family: ({ name, norm, steps, relativeStep, decay, restarts, unroll, gradient, sparseShare: share }) =>
    JSON.stringify([name, norm, steps, relativeStep, decay, restarts, unroll, gradient, share]),
  climbsCrossEntropy: ({ gradient }) => gradient !== 'hijacked-weights',
  gradientSteps: ({ steps, restarts }) => steps * restarts,
  shortest: (choice) => ({ ...choice, steps: 1, restarts: 1 }),
  source: (choice) => {
    const { norm, steps, relativeStep, decay, restarts } = choice;
    const asPublished = decay === 1 && restarts === 1 && Math.abs(relativeStep * steps - 1) < 1e-9;
    const differences = [
      asPublished ? null : 'steps, step, decay and restarts as in the plan',
      norm === 'l1' ? 'in l1 a step goes along the steepest values of the sum alone, as that of PGD' : null,
      pathDifference(choice),
    ].filter((part) => part !== null);
    return {
      title: `MIM, ${normText(norm)}`,
      ...from`${'dong2018boosting'}`,
      fidelity: differences.length === 0 ? 'exact' : 'variant',
      difference: differences.length === 0 ? 'none' : differences.join('; '),
    };
  },
};
