import { z } from 'zod';
import type { AttackFacts } from './facts';
import { gradientFacts, gradientTitle, normText, searchFields } from './gradient';
import { from } from '../papers/papers';

/** HopSkipJump: walks along the decision boundary towards the sample by answers alone. */
export const HopSkipJumpChoice = z.strictObject({
  name: z
    .literal('hopskipjump')
    .meta({ description: 'walks along the boundary between answers towards the sample, by answers alone' }),
  ...searchFields,
  queries: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(1000)
    .meta({ description: 'questions asked at most', unit: 'queries per sample' }),
  firstEstimate: z.int().min(1).max(100_000).default(100).meta({
    description: 'questions of the first estimate of a direction; of the t-th, √t times as many',
    unit: 'queries',
  }),
  start: z.enum(['noise', 'other-class', 'either']).default('either').meta({
    description:
      'where the walk comes from: blended noise, a sample of another class, or noise and, where none is answered otherwise, a sample',
  }),
  startTries: z.int().min(1).max(10_000).default(25).meta({
    description: 'noises, and samples of other classes, tried for a start',
    unit: 'tries of each',
  }),
});
export type HopSkipJumpChoice = z.infer<typeof HopSkipJumpChoice>;

const shortTitle = ({ norm, queries }: HopSkipJumpChoice): string => `HopSkipJump-${String(queries)} ${normText(norm)}`;

export const hopSkipJump: AttackFacts<HopSkipJumpChoice> = {
  ...gradientFacts,
  name: 'hopskipjump',
  label: 'HopSkipJump',
  version: 1,
  explanation: 'by answers alone, without scores or gradients',
  limits: [
    'HopSkipJump comes as near as its queries allow: what it does not break in so many may break in more. Samples from which it could not start are not counted as withstood.',
  ],
  strongerThan: [],
  shortTitle,
  title: (choice, budget, latent) => gradientTitle(shortTitle(choice), choice, budget, latent),
  family: ({ name, norm, queries, firstEstimate, start, startTries }) =>
    JSON.stringify([name, norm, queries, firstEstimate, start, startTries]),
  requires: () => ['labels'],
  sees: () =>
    'sees the answers only; no scores, no gradients. A text is changed in its embedding space, which it must know',
  climbsCrossEntropy: () => false,
  gradientSteps: () => 0,
  mostAsked: ({ queries }) => queries,
  shortest: (choice) => ({ ...choice, queries: 1 }),
  source: ({ norm }) => ({
    title: `HopSkipJump, ${normText(norm)}`,
    ...from`${'chen2020hopskipjump'}`,
    fidelity: 'variant',
    difference:
      'distances are counted in radii, of several inputs the largest; it ends once within the radius, which each bisection tries first; probes at a hundredth of the distance; queries as in the plan',
  }),
};
