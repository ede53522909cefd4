import { z } from 'zod';
import type { AttackFacts } from './facts';
import { gradientFacts, gradientFields, gradientTitle, normText, type Norm } from './gradient';
import { isAdaptive, pathDifference, pathFields, pathSuffix } from './gradient-path';
import { from } from '../papers/papers';

/** Fast gradient (sign) method: one step of the whole radius. */
export const FgsmChoice = z.strictObject({
  name: z.literal('fgsm').meta({ description: 'one step of the whole radius along the gradient' }),
  ...gradientFields,
  ...pathFields,
});
export type FgsmChoice = z.infer<typeof FgsmChoice>;

const shortTitle = (choice: FgsmChoice): string => `FGSM ${normText(choice.norm)}${pathSuffix(choice)}`;

const differences: Readonly<Record<Norm, string>> = {
  linf: 'none',
  l2: 'one step of the whole radius in l2',
  l1: 'the whole radius in l1 goes to the values of the steepest gradient, each as far as the valid range allows',
};

export const fgsm: AttackFacts<FgsmChoice> = {
  ...gradientFacts,
  name: 'fgsm',
  label: 'FGSM',
  version: 3,
  explanation: 'in one step',
  strongerThan: [],
  shortTitle,
  title: (choice, budget, latent) => gradientTitle(shortTitle(choice), choice, budget, latent),
  family: ({ name, norm, unroll, gradient }) => JSON.stringify([name, norm, unroll, gradient]),
  climbsCrossEntropy: ({ gradient }) => gradient !== 'hijacked-weights',
  gradientSteps: () => 1,
  shortest: (choice) => choice,
  source: (choice) => ({
    title: `FGSM, ${normText(choice.norm)}`,
    ...from`${'goodfellow2015explaining'}`,
    fidelity: choice.norm === 'linf' && !isAdaptive(choice) ? 'exact' : 'variant',
    difference: [
      ...(choice.norm === 'linf' && isAdaptive(choice) ? [] : [differences[choice.norm]]),
      ...(pathDifference(choice) === null ? [] : [pathDifference(choice)]),
    ].join('; '),
  }),
};
