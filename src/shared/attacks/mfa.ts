import { z } from 'zod';
import type { AttackFacts } from './facts';
import { denseFields, gradientFacts, gradientTitle, normText } from './gradient';
import { from } from '../papers/papers';

/** The fused-embedding attack of MUROAN's predecessor: turns the fused embedding, whatever the head says. */
export const MfaChoice = z.strictObject({
  name: z.literal('mfa').meta({ description: 'turns the fused embedding away from where it was, past the head' }),
  ...denseFields,
  form: z.enum(['projected', 'published']).default('projected').meta({
    description:
      'projected: steps along the gradient within the ball, as PGD; published: Adam on the hinge loss and the mean square of the change, held in the ball',
  }),
  towards: z.enum(['none', 'anchor']).default('none').meta({
    description: 'away only, or also towards the fused embedding of an anchor: a sample of another class',
  }),
  margin: z
    .number()
    .min(0)
    .max(100)
    .default(0.5)
    .meta({ description: 'published form: the hinge is satisfied at so large a difference of distances (m)' }),
  anchorWeight: z
    .number()
    .min(0)
    .max(100)
    .default(1.8)
    .meta({ description: 'weight of the distance to the anchor (λ1)' }),
  originWeight: z
    .number()
    .positive()
    .max(100)
    .default(1.5)
    .meta({ description: 'weight of the distance from the untouched embedding (λ2)' }),
  steps: z.int().min(1).max(10_000).default(50).meta({ description: 'steps of each restart', unit: 'steps' }),
  relativeStep: z.number().positive().max(10).default(0.1).meta({
    title: 'step',
    description: 'projected form: length of a step, as a share of the radius',
    unit: 'of the radius',
  }),
  learningRate: z
    .number()
    .positive()
    .max(10)
    .default(0.001)
    .meta({ description: 'published form: Adam’s learning rate', unit: 'values of [0, 1]; of text, embedding' }),
  restarts: z
    .int()
    .min(1)
    .max(100)
    .default(1)
    .meta({ description: 'tries from different starts, each with an anchor of its own', unit: 'restarts' }),
});
export type MfaChoice = z.infer<typeof MfaChoice>;

const shortTitle = ({ norm, form, towards, steps }: MfaChoice): string =>
  `MFA-${form === 'published' ? 'Adam-' : ''}${String(steps)}${towards === 'anchor' ? ' anchored' : ''} ${normText(norm)}`;

export const mfa: AttackFacts<MfaChoice> = {
  ...gradientFacts,
  name: 'mfa',
  label: 'MFA',
  version: 1,
  explanation: 'by turning the fused embedding, past the head',
  limits: [
    'MFA turns the fused embedding without asking the head which way changes the answer: where the head’s gradients are sound, attacks on the loss are mostly stronger.',
  ],
  strongerThan: [],
  shortTitle,
  title: (choice, budget, latent) => gradientTitle(shortTitle(choice), choice, budget, latent),
  family: ({
    name,
    norm,
    form,
    towards,
    margin,
    anchorWeight,
    originWeight,
    steps,
    relativeStep,
    learningRate,
    restarts,
  }) =>
    JSON.stringify([
      name,
      norm,
      form,
      towards,
      margin,
      anchorWeight,
      originWeight,
      steps,
      relativeStep,
      learningRate,
      restarts,
    ]),
  requires: () => ['labels', 'scores', 'embedding', 'gradients'],
  acrossFusions: () =>
    'How far MFA turns an embedding depends on the coordinates of it, which each fusion has of its own; compare fusions with attacks on the loss.',
  climbsCrossEntropy: () => false,
  seeksAnswer: () => false,
  gradientSteps: ({ steps, restarts }) => steps * restarts,
  shortest: (choice) => ({ ...choice, steps: 1, restarts: 1 }),
  source: ({ norm, form }) => ({
    title: `MFA, ${form} form, ${normText(norm)}`,
    ...from`fused-embedding attack of MUROAN’s predecessor, released code`,
    fidelity: 'variant',
    difference: [
      'held in the ball and the valid range, in inference mode; ends once the answer changes; any modality; the anchor is a sample of another class drawn for each sample',
      form === 'published'
        ? 'one answer for each sample; steps as in the plan, 500 as released'
        : 'steps as PGD in place of Adam; the hinge, which would stop them, and the mean square, which the ball replaces, are left out',
    ].join('; '),
  }),
};
