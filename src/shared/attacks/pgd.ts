import { z } from 'zod';
import type { AttackFacts } from './facts';
import { gradientFacts, gradientFields, gradientTitle, normText, sparseShare } from './gradient';
import { pathDifference, pathFields, pathSuffix } from './gradient-path';
import { from } from '../papers/papers';

/** Projected gradient descent on the cross-entropy, with random restarts. */
export const PgdChoice = z.strictObject({
  name: z.literal('pgd').meta({ description: 'many small steps along the gradient, projected to the ball' }),
  ...gradientFields,
  steps: z.int().min(1).max(10_000).default(20).meta({ description: 'steps of each restart', unit: 'steps' }),
  relativeStep: z
    .number()
    .positive()
    .max(10)
    .default(0.125)
    .meta({ title: 'step', description: 'length of a step, as a share of the radius', unit: 'of the radius' }),
  restarts: z.int().min(1).max(100).default(1).meta({ description: 'tries from different starts', unit: 'restarts' }),
  ...pathFields,
  sparseShare,
  randomStart: z.boolean().default(true).meta({ description: 'start at a random point of the ball' }),
});
export type PgdChoice = z.infer<typeof PgdChoice>;

const shortTitle = (choice: PgdChoice): string =>
  `PGD-${String(choice.steps)} ${normText(choice.norm)}${pathSuffix(choice)}`;

export const pgd: AttackFacts<PgdChoice> = {
  ...gradientFacts,
  name: 'pgd',
  label: 'PGD',
  version: 3,
  explanation: 'in many steps',
  strongerThan: ['fgsm'],
  shortTitle,
  title: (choice, budget, latent) => gradientTitle(shortTitle(choice), choice, budget, latent),
  family: ({ name, norm, steps, relativeStep, restarts, unroll, gradient, sparseShare: share, randomStart }) =>
    JSON.stringify([name, norm, steps, relativeStep, restarts, unroll, gradient, share, randomStart]),
  climbsCrossEntropy: ({ gradient }) => gradient !== 'hijacked-weights',
  gradientSteps: ({ steps, restarts }) => steps * restarts,
  shortest: (choice) => ({ ...choice, steps: 1, restarts: 1 }),
  source: (choice) => ({
    title: `PGD, ${normText(choice.norm)}`,
    ...from`${'madry2018towards'}`,
    fidelity: 'variant',
    difference: [
      'step given as a share of the radius; steps and restarts as in the plan',
      ...(choice.norm === 'l1'
        ? [
            'sparse steps (Tramèr and Boneh, arXiv 1904.13000), longest where it is steepest, and the exact projection of Croce and Hein (arXiv 2103.01208)',
          ]
        : []),
      pathDifference(choice),
    ]
      .filter((part) => part !== null)
      .join('; '),
  }),
};
