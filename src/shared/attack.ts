import { z } from 'zod';
import { Fills } from './modality';

/** What a model can give. A black box gives the first two only. */
export const Capability = z.enum(['labels', 'scores', 'embedding', 'gradients']);
export type Capability = z.infer<typeof Capability>;

const modalities = z.array(z.string()).min(1);

/** When a single removal counts as a candidate (MUROAN, stage A). */
export const Criterion = z.discriminatedUnion('name', [
  /** arg max of the fused embedding moves (2021). */
  z.strictObject({ name: z.literal('embedding-argmax') }),
  /** The predicted label changes (2022). */
  z.strictObject({ name: z.literal('label') }),
  /**
   * The score of the predicted label falls by more than `tau`; the `keep` largest drops stay candidates.
   * `margin`: the drop of the logit margin as a share of the clean margin, so the scale of the logits is immaterial
   * (a drop above 1 changes the label). `probability`: the drop of p_y.
   */
  z.strictObject({
    name: z.literal('score-drop'),
    score: z.enum(['margin', 'probability']).default('margin'),
    tau: z.number().min(0).max(10).default(0.02),
    keep: z.int().min(1).max(10_000).default(24),
  }),
]);
export type Criterion = z.infer<typeof Criterion>;

/** Where halving ends: `relative`, at a fraction of the image side (1/32 is MUROAN's 7 px at 224); or at `pixels`. */
export const StopRule = z.discriminatedUnion('rule', [
  z.strictObject({
    rule: z.literal('relative'),
    fraction: z
      .number()
      .positive()
      .max(1)
      .default(1 / 32),
  }),
  /** The released code: no halving of a side of `pixels` or less. */
  z.strictObject({ rule: z.literal('literal'), pixels: z.int().positive().default(10) }),
]);
export type StopRule = z.infer<typeof StopRule>;

/** Decoupling attack (MUROAN, arXiv 2112.12792): the fewest elements whose removal changes the label. */
export const DecouplingChoice = z.strictObject({
  name: z.literal('decoupling'),
  modalities,
  criterion: Criterion.prefault({ name: 'score-drop' }),
  fills: Fills.prefault({}),
  stop: StopRule.prefault({ rule: 'relative' }),
  /** `size`: by number of candidates, then lexicographic (released code); `cost`: by removed share of the input. */
  order: z.enum(['size', 'cost']).default('size'),
  /** Cap on combination queries per sample. */
  maxQueries: z.int().min(1).max(1_000_000).default(500),
  /** Draws of the control that removes as much at random places. */
  randomRemovals: z.int().min(1).max(100).default(5),
  /** Draws of the control that asks as many queries of the same sizes at random places and keeps the best. */
  randomSearches: z.int().min(1).max(100).default(1),
});

export const Norm = z.enum(['linf', 'l2']);
export type Norm = z.infer<typeof Norm>;

/**
 * Radii per modality, in the modality's own units: image, pixel values in [0, 1]; text, the embedding space (latent).
 * `share`: `full`, each modality gets its own radius; `matched`, the total stays that of one modality:
 * ε_m/√M in l2, ε_m/M in l∞ (Tian & Xu 2104.02000).
 */
const gradientFields = {
  norm: Norm.default('linf'),
  budgets: z.array(z.record(z.string(), z.number().min(0).max(1e6))).min(1),
  share: z.enum(['full', 'matched']).default('full'),
  /** Draws of the control that puts random noise on the boundary of the same ball. */
  randomNoises: z.int().min(1).max(100).default(3),
};

/** Fast gradient (sign) method: one step of the whole radius. */
export const FgsmChoice = z.strictObject({ name: z.literal('fgsm'), ...gradientFields });
/** Projected gradient descent on the cross-entropy, with random restarts. */
export const PgdChoice = z.strictObject({
  name: z.literal('pgd'),
  ...gradientFields,
  steps: z.int().min(1).max(10_000).default(20),
  /** Step as a share of the radius. */
  relativeStep: z.number().positive().max(10).default(0.125),
  restarts: z.int().min(1).max(100).default(1),
  randomStart: z.boolean().default(true),
});

export const AttackChoice = z.discriminatedUnion('name', [DecouplingChoice, FgsmChoice, PgdChoice]);
export type AttackChoice = z.infer<typeof AttackChoice>;
export type DecouplingChoice = z.infer<typeof DecouplingChoice>;
export type FgsmChoice = z.infer<typeof FgsmChoice>;
export type PgdChoice = z.infer<typeof PgdChoice>;
export type AttackName = AttackChoice['name'];
export type GradientChoice = FgsmChoice | PgdChoice;
