import { z } from 'zod';
import type { AttackFacts } from './facts';
import { denseFields, gradientFacts, gradientTitle, normText } from './gradient';

/** Momentum iterative method: steps along the decaying sum of the gradients so far. */
export const MimChoice = z.strictObject({
  name: z.literal('mim').meta({ description: 'many small steps along the decaying sum of all gradients so far' }),
  ...denseFields,
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
});
export type MimChoice = z.infer<typeof MimChoice>;

const shortTitle = ({ norm, steps }: MimChoice): string => `MIM-${String(steps)} ${normText(norm)}`;

export const mim: AttackFacts<MimChoice> = {
  ...gradientFacts,
  name: 'mim',
  label: 'MIM',
  version: 1,
  explanation: 'in many steps with momentum',
  strongerThan: [],
  shortTitle,
  title: (choice, budget, latent) => gradientTitle(shortTitle(choice), choice, budget, latent),
  family: ({ name, norm, steps, relativeStep, decay, restarts }) =>
    JSON.stringify([name, norm, steps, relativeStep, decay, restarts]),
  gradientSteps: ({ steps, restarts }) => steps * restarts,
  shortest: (choice) => ({ ...choice, steps: 1, restarts: 1 }),
  source: ({ norm, steps, relativeStep, decay, restarts }) => {
    const asPublished = decay === 1 && restarts === 1 && Math.abs(relativeStep * steps - 1) < 1e-9;
    return {
      title: `MIM, ${normText(norm)}`,
      paper: 'Dong et al., arXiv 1710.06081',
      fidelity: asPublished ? 'exact' : 'variant',
      difference: asPublished ? 'none' : 'steps, step, decay and restarts as in the plan',
    };
  },
};
