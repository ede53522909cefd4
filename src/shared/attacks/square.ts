import { z } from 'zod';
import type { AttackFacts } from './facts';
import { gradientFacts, gradientFields, gradientTitle, normText } from './gradient';
import { from } from '../papers/papers';

/** Square attack: random search over square windows by scores alone. */
export const SquareChoice = z.strictObject({
  name: z.literal('square').meta({ description: 'changes random square windows by scores alone, without gradients' }),
  ...gradientFields,
  queries: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(500)
    .meta({ description: 'questions asked at most', unit: 'queries per sample' }),
  initialShare: z
    .number()
    .positive()
    .max(1)
    .default(0.8)
    .meta({ description: 'share of the input that a window covers at first; it is halved as the search goes on' }),
});
export type SquareChoice = z.infer<typeof SquareChoice>;

const shortTitle = ({ norm, queries }: SquareChoice): string => `Square-${String(queries)} ${normText(norm)}`;

export const square: AttackFacts<SquareChoice> = {
  ...gradientFacts,
  name: 'square',
  label: 'Square',
  version: 1,
  explanation: 'by trial, without gradients',
  limits: ['Square searches at random within its queries: what it does not break in so many may break in more.'],
  strongerThan: [],
  shortTitle,
  title: (choice, budget, latent) => gradientTitle(shortTitle(choice), choice, budget, latent),
  family: ({ name, norm, queries, initialShare }) => JSON.stringify([name, norm, queries, initialShare]),
  requires: () => ['labels', 'scores'],
  sees: () => 'sees the scores; no gradients. A text is changed in its embedding space, which it must know',
  climbsCrossEntropy: () => false,
  gradientSteps: () => 0,
  mostAsked: ({ queries }) => queries,
  shortest: (choice) => ({ ...choice, queries: 1 }),
  source: ({ norm }) => ({
    title: `Square, ${normText(norm)}`,
    ...from`${'andriushchenko2020square'}`,
    fidelity: 'variant',
    difference:
      'queries as in the plan; of several inputs one is changed at each query; windows of a text are words in a row' +
      (norm === 'linf' ? '' : '; a bump of our own in place of the pattern of the paper') +
      (norm === 'l1' ? '; the paper has no l1: lengths are sums of sizes' : ''),
  }),
};
