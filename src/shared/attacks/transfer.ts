import { z } from 'zod';
import { LabError } from '../errors';
import { modalityFacts } from '../data/modality';
import { oneOf } from '../text/wording';
import { ApgdChoice } from './apgd';
import type { AttackFacts } from './facts';
import { FgsmChoice } from './fgsm';
import { gradientFacts, gradientFields, gradientTitle, normText } from './gradient';
import { MimChoice } from './mim';
import { PgdChoice } from './pgd';
import { from } from '../papers/papers';

/** Adversarial inputs of one model of the study, judged on the others: what an attacker does who cannot see the target. */
export const TransferChoice = z.strictObject({
  name: z.literal('transfer').meta({
    description: 'made on another model of the study, then shown to this one, whose gradients it never asks for',
  }),
  source: z.string().min(1).max(80).meta({ description: 'name of the model that the inputs are made on' }),
  ...gradientFields,
  madeBy: z
    .enum(['mim', 'apgd', 'pgd', 'fgsm'])
    .default('mim')
    .meta({
      title: 'made by',
      description: 'attack on the source; MIM is made to carry',
      words: { mim: 'MIM', apgd: 'APGD', pgd: 'PGD', fgsm: 'FGSM' },
    }),
  steps: z
    .int()
    .min(1)
    .max(10_000)
    .default(20)
    .meta({ description: 'steps of each restart; FGSM takes one', unit: 'steps' }),
  restarts: z.int().min(1).max(100).default(1).meta({ description: 'tries from different starts', unit: 'restarts' }),
  goesOn: z.boolean().default(true).meta({
    title: 'goes on',
    description: 'also where the source has changed its answer: what lies far over its border carries better',
  }),
});
export type TransferChoice = z.infer<typeof TransferChoice>;

/** The attack that is run on the source. */
export function innerAttack(choice: TransferChoice): FgsmChoice | PgdChoice | MimChoice | ApgdChoice {
  const { norm, budgets, share, randomNoises, madeBy, steps, restarts } = choice;
  const common = { norm, budgets, share, randomNoises };
  switch (madeBy) {
    case 'fgsm':
      return FgsmChoice.parse({ name: madeBy, ...common });
    case 'pgd':
      return PgdChoice.parse({ name: madeBy, ...common, steps, restarts });
    case 'mim':
      return MimChoice.parse({ name: madeBy, ...common, steps, restarts });
    case 'apgd':
      return ApgdChoice.parse({ name: madeBy, ...common, steps, restarts });
    default:
      return madeBy satisfies never;
  }
}

const byText = { mim: 'MIM', apgd: 'APGD', pgd: 'PGD', fgsm: 'FGSM' } as const;

/** `MIM-20 l∞`. */
export const innerTitle = ({ madeBy, steps, norm }: TransferChoice): string =>
  `${byText[madeBy]}${madeBy === 'fgsm' ? '' : `-${String(steps)}`} ${normText(norm)}`;

const shortTitle = (choice: TransferChoice): string => `${innerTitle(choice)} from ${choice.source}`;

export const transfer: AttackFacts<TransferChoice> = {
  ...gradientFacts,
  name: 'transfer',
  label: 'Transfer',
  version: 1,
  explanation: 'made on another model of the study',
  limits: [
    'What does not carry over from one model may carry over from another: few models of one study say little of all that an attacker could train.',
  ],
  strongerThan: [],
  shortTitle,
  title: (choice, budget, latent) => gradientTitle(shortTitle(choice), choice, budget, latent),
  family: ({ name, source, norm, madeBy, steps, restarts, goesOn }) =>
    JSON.stringify([name, source, norm, madeBy, steps, restarts, goesOn]),
  requires: () => ['labels', 'scores'],
  sees: ({ source }) => `knows ${source} and its gradients fully, and nothing of the model attacked`,
  climbsCrossEntropy: () => false,
  gradientSteps: () => 0,
  mostAsked: ({ madeBy, steps, restarts }) => 3 * (madeBy === 'fgsm' ? 1 : steps * restarts),
  shortest: (choice) => ({ ...choice, steps: 1, restarts: 1 }),
  source: (choice) => ({
    title: `Transfer of ${innerTitle(choice)}`,
    ...from`${'papernot2016transferability'}`,
    fidelity: 'variant',
    difference:
      'the source is another model of the study, of the same training seed and data; every answer that the target gives rightly is attacked, whatever the source says of it',
  }),
  check: (choice, where, specs) => {
    gradientFacts.check(choice, where, specs);
    const inside = [...new Set(choice.budgets.flatMap((budget) => Object.keys(budget)))].filter(
      (id) => Object.hasOwn(specs, id) && modalityFacts[specs[id].kind].latent,
    );
    if (inside.length === 0) return;
    const others = Object.keys(specs).filter((id) => !modalityFacts[specs[id].kind].latent);
    throw new LabError(
      'invalid',
      `changes ${inside.join(' and ')} in the embedding space of the source, which no other model has.`,
      {
        where: `${where}.budgets[${String(choice.budgets.findIndex((budget) => inside.some((id) => id in budget)))}].${inside[0]}`,
        remedy:
          others.length === 0
            ? 'Of these data nothing carries from one model to another.'
            : `Give radii for ${oneOf(others)} only.`,
      },
    );
  },
};
