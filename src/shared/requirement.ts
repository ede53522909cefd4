import { z } from 'zod';

/** What can be asked of a model. */
export const RequirementMeasure = z.enum([
  'accuracy',
  'robust-accuracy',
  'label-preserving-robust-accuracy',
  'attack-success-rate',
  'single-source-gap',
  'degraded-accuracy',
]);
export type RequirementMeasure = z.infer<typeof RequirementMeasure>;

/** A threshold the system under test has to meet; answered *met*, *not met* or *inconclusive*. */
export const Requirement = z
  .strictObject({
    subject: z.string().optional(),
    /**
     * `label-preserving-robust-accuracy`: of a removal attack on data with an oracle, the share of answers that do not
     * become wrong while the label can still be decided.
     */
    measure: RequirementMeasure,
    /** Index into `attacks`; needed by every measure of an attack but `single-source-gap`. */
    attack: z.int().min(0).optional(),
    /** Index into the attack's budgets; without it, the requirement has to hold at each. */
    budget: z.int().min(0).optional(),
    /** Index into `degradations`; needed by `degraded-accuracy`, which is of an input that fails. */
    degradation: z.int().min(0).optional(),
    /** One of the degradation's levels; without it, the requirement has to hold at each. */
    level: z.number().optional(),
    /** Largest share of any one attacked modality whose removal still counts, for removal attacks: ASR(b). */
    removedAtMost: z.number().min(0).max(1).optional(),
    comparison: z.enum(['at-least', 'at-most']),
    /** A share; of `single-source-gap`, a difference of two shares. */
    threshold: z.number(),
    /** Of the two-sided interval that has to lie on the right side of the threshold. */
    confidence: z.number().min(0.5).max(0.99).default(0.95),
  })
  .check(({ value, issues }) => {
    const { measure, threshold } = value;
    const isGap = measure === 'single-source-gap';
    if (threshold <= 1 && threshold >= (isGap ? -1 : 0)) return;
    const remedy = isGap ? 'Give a difference of shares, -1 to 1.' : 'Give a share, 0 to 1.';
    issues.push({
      code: 'custom',
      input: threshold,
      path: ['threshold'],
      message: `is ${String(threshold)}. ${remedy}`,
    });
  });
export type Requirement = z.infer<typeof Requirement>;

/** Measures that are of one attack, which has to be named. */
export function needsAttack(measure: RequirementMeasure): boolean {
  switch (measure) {
    case 'robust-accuracy':
    case 'label-preserving-robust-accuracy':
    case 'attack-success-rate':
      return true;
    case 'accuracy':
    case 'single-source-gap':
    case 'degraded-accuracy':
      return false;
    default:
      return measure satisfies never;
  }
}

/** Measures that are of one degradation, which has to be named. */
export function needsDegradation(measure: RequirementMeasure): boolean {
  return measure === 'degraded-accuracy';
}

/** Measures that tell mistakes from changes after the deciding evidence was removed: of removals, by an oracle. */
export function countsMistakesOnly(measure: RequirementMeasure): boolean {
  return measure === 'label-preserving-robust-accuracy';
}
