import { z } from 'zod';
import { LabError } from '../errors';
import { apgd, ApgdChoice } from './apgd';
import type { AttackFacts } from './facts';
import { gradientFacts, gradientFields, gradientTitle, normText } from './gradient';
import type { GradientPath } from './gradient-path';
import { hopSkipJump, HopSkipJumpChoice } from './hopskipjump';
import { mfa, MfaChoice } from './mfa';
import { pgd, PgdChoice } from './pgd';
import { square, SquareChoice } from './square';
import { from } from '../papers/papers';

const member = (title: string, isIn: boolean) =>
  z
    .boolean()
    .default(isIn)
    .meta({ title, description: `${title} is one of them` });

/** Several attacks in turn, each on what those before it left standing (Croce and Hein, AutoAttack). */
export const EnsembleChoice = z.strictObject({
  name: z.literal('ensemble').meta({
    description: 'several attacks in turn, each on the samples that those before it did not break',
  }),
  ...gradientFields,
  members: z
    .strictObject({
      pgd: member('PGD', false),
      apgdCe: member('APGD on the cross-entropy', true),
      apgdDlr: member('APGD on the logit ratio', true),
      mfa: member('MFA', true),
      square: member('Square', true),
      hopskipjump: member('HopSkipJump', false),
    })
    .prefault({})
    .meta({ description: 'the attacks, in this order; what a norm or one ball leaves out is left out' }),
  adaptive: z.boolean().default(true).meta({
    description:
      'of fusions that weigh their inputs anew, or that are solved for: also attacks along frozen and hijacked weights, closer solutions and plain steps',
  }),
  steps: z.int().min(1).max(10_000).default(100).meta({ description: 'steps of each restart', unit: 'steps' }),
  restarts: z
    .int()
    .min(1)
    .max(100)
    .default(1)
    .meta({ description: 'tries of each member that follows gradients', unit: 'restarts' }),
  queries: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(5000)
    .meta({ description: 'questions asked at most by each member without gradients', unit: 'queries per sample' }),
});
export type EnsembleChoice = z.infer<typeof EnsembleChoice>;

export type MemberChoice = PgdChoice | ApgdChoice | MfaChoice | SquareChoice | HopSkipJumpChoice;

/** What of a model decides which members there are. */
export interface MemberSetting {
  /** It shows its fused embedding. */
  readonly embedding: boolean;
  /** Its fusion weighs its inputs anew for each sample. */
  readonly weighs: boolean;
  /** Its fusion is solved for. */
  readonly solves: boolean;
}

const anyModel: MemberSetting = { embedding: true, weighs: true, solves: true };
const plainModel: MemberSetting = { embedding: true, weighs: false, solves: false };

/** The ways besides the model's own, by what they are for. */
const weighingPaths: readonly GradientPath[] = [
  { unroll: 0, gradient: 'frozen-weights' },
  { unroll: 0, gradient: 'hijacked-weights' },
];
const solvingPaths: readonly GradientPath[] = [
  { unroll: 5, gradient: 'own' },
  { unroll: 10, gradient: 'own' },
  { unroll: 20, gradient: 'own' },
  { unroll: 0, gradient: 'tighter' },
];

/** The members in their turn; of any model, if none is given: with all that some models have not. */
export function ensembleMembers(choice: EnsembleChoice, setting: MemberSetting = anyModel): readonly MemberChoice[] {
  const { norm, budgets, share, randomNoises, members, adaptive, steps, restarts, queries } = choice;
  const common = { norm, budgets, share, randomNoises };
  const isDense = norm !== 'l1';
  const looksAtEach = isDense && share !== 'joint';
  const climbing: readonly (PgdChoice | ApgdChoice)[] = [
    ...(members.pgd ? [PgdChoice.parse({ name: 'pgd', ...common, steps, restarts })] : []),
    ...(members.apgdCe ? [ApgdChoice.parse({ name: 'apgd', ...common, steps, restarts })] : []),
    ...(members.apgdDlr ? [ApgdChoice.parse({ name: 'apgd', ...common, loss: 'dlr', steps, restarts })] : []),
  ];
  const paths = adaptive ? [...(setting.weighs ? weighingPaths : []), ...(setting.solves ? solvingPaths : [])] : [];
  // One of them along every path: the strongest of its kind, as each path costs as much as the attack itself.
  const followed = climbing.find(({ name }) => name === 'apgd') ?? climbing.at(0);
  return [
    ...climbing,
    ...(followed === undefined ? [] : paths.map((path) => ({ ...followed, ...path }))),
    ...(members.mfa && isDense && setting.embedding
      ? [MfaChoice.parse({ name: 'mfa', ...common, steps, restarts })]
      : []),
    ...(members.square ? [SquareChoice.parse({ name: 'square', ...common, queries })] : []),
    ...(members.hopskipjump && looksAtEach
      ? [HopSkipJumpChoice.parse({ name: 'hopskipjump', ...common, queries })]
      : []),
  ];
}

/** What a member is called where it is told of: `APGD-CE-100 l∞`. */
export function memberTitle(choice: MemberChoice): string {
  switch (choice.name) {
    case 'pgd':
      return pgd.shortTitle(choice);
    case 'apgd':
      return apgd.shortTitle(choice);
    case 'mfa':
      return mfa.shortTitle(choice);
    case 'square':
      return square.shortTitle(choice);
    case 'hopskipjump':
      return hopSkipJump.shortTitle(choice);
    default:
      return choice satisfies never;
  }
}

const isGradient = ({ name }: MemberChoice): boolean => name !== 'square' && name !== 'hopskipjump';

const shortTitle = (choice: EnsembleChoice): string =>
  `Ensemble of ${String(ensembleMembers(choice, plainModel).length)} ${normText(choice.norm)}`;

export const ensemble: AttackFacts<EnsembleChoice> = {
  ...gradientFacts,
  name: 'ensemble',
  label: 'Ensemble',
  version: 1,
  explanation: 'by several attacks in turn, each on what those before it left',
  limits: [
    'The ensemble is as strong as its members: another attack may break what it leaves. How many a member broke depends on its turn.',
  ],
  strongerThan: ['fgsm'],
  shortTitle,
  title: (choice, budget, latent) => gradientTitle(shortTitle(choice), choice, budget, latent),
  distinction: (choice) => ensembleMembers(choice, plainModel).map(memberTitle).join(', '),
  family: ({ name, norm, members, adaptive, steps, restarts, queries }) =>
    JSON.stringify([name, norm, members, adaptive, steps, restarts, queries]),
  requires: (choice) => {
    const members = ensembleMembers(choice);
    return ['labels', 'scores', ...(members.some(isGradient) ? (['gradients'] as const) : [])];
  },
  sees: (choice) =>
    ensembleMembers(choice).some(isGradient)
      ? 'knows the model and its gradients fully'
      : 'sees the scores; no gradients. A text is changed in its embedding space, which it must know',
  climbsCrossEntropy: () => false,
  gradientSteps: (choice) =>
    ensembleMembers(choice, plainModel).filter(isGradient).length * choice.steps * choice.restarts,
  mostAsked: (choice) => {
    const asking = ensembleMembers(choice, plainModel).filter((one) => !isGradient(one));
    return asking.length === 0 ? null : asking.length * choice.queries;
  },
  shortest: (choice) => ({ ...choice, steps: 1, restarts: 1, queries: 1 }),
  source: ({ norm }) => ({
    title: `Ensemble, ${normText(norm)}`,
    ...from`AutoAttack, ${'croce2020reliable'}`,
    fidelity: 'variant',
    difference:
      'members as in the plan: no targeted attacks and no FAB; the fused embedding is turned (MFA) and adaptive gradients are followed where a model has them',
  }),
  check: (choice, where, specs) => {
    gradientFacts.check(choice, where, specs);
    if (ensembleMembers(choice, plainModel).length > 0) return;
    throw new LabError('invalid', 'leaves no attack to run.', {
      where: `${where}.members`,
      remedy: 'Choose PGD or APGD, which have every norm and share.',
    });
  },
};
