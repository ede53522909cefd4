import { z } from 'zod';

/** What can be asked of a model. */
export const RequirementMeasure = z.enum([
  'accuracy',
  'robust-accuracy',
  'label-preserving-robust-accuracy',
  'attack-success-rate',
  'single-source-gap',
  'degraded-accuracy',
  'miou',
  'robust-miou',
  'degraded-miou',
  'macro-f1',
  'robust-macro-f1',
  'mean-absolute-error',
  'robust-mean-absolute-error',
]);
export type RequirementMeasure = z.infer<typeof RequirementMeasure>;

/** What a model has to answer for a measure to be of it: anything; once for the sample; for every pixel; a set; a value. */
export type AskedAnswer = 'any' | 'sample' | 'pixels' | 'labels' | 'value';

export function askedAnswer(measure: RequirementMeasure): AskedAnswer {
  switch (measure) {
    case 'single-source-gap':
      return 'any';
    case 'accuracy':
    case 'robust-accuracy':
    case 'label-preserving-robust-accuracy':
    case 'attack-success-rate':
    case 'degraded-accuracy':
      return 'sample';
    case 'miou':
    case 'robust-miou':
    case 'degraded-miou':
      return 'pixels';
    case 'macro-f1':
    case 'robust-macro-f1':
      return 'labels';
    case 'mean-absolute-error':
    case 'robust-mean-absolute-error':
      return 'value';
    default:
      return measure satisfies never;
  }
}

/** What a threshold is: a share, a difference of two shares, or an amount in the unit of the data’s values. */
export type ThresholdUnit = 'share' | 'difference' | 'amount';

export function thresholdUnit(measure: RequirementMeasure): ThresholdUnit {
  if (measure === 'single-source-gap') return 'difference';
  return askedAnswer(measure) === 'value' ? 'amount' : 'share';
}

const thresholds: Readonly<
  Record<ThresholdUnit, { readonly low: number; readonly high: number; readonly remedy: string }>
> = {
  share: { low: 0, high: 1, remedy: 'Give a share, 0 to 1.' },
  difference: { low: -1, high: 1, remedy: 'Give a difference of shares, -1 to 1.' },
  amount: { low: 0, high: Number.MAX_VALUE, remedy: 'Give an error in the unit of the values, 0 or more.' },
};

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
    /** A share; of `single-source-gap`, a difference of two shares; of an error, an amount in the unit of the values. */
    threshold: z.number(),
    /** Of the two-sided interval that has to lie on the right side of the threshold. */
    confidence: z.number().min(0.5).max(0.99).default(0.95),
  })
  .check(({ value, issues }) => {
    const { measure, threshold } = value;
    const { low, high, remedy } = thresholds[thresholdUnit(measure)];
    if (threshold <= high && threshold >= low) return;
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
    case 'robust-miou':
    case 'robust-macro-f1':
    case 'robust-mean-absolute-error':
      return true;
    case 'accuracy':
    case 'single-source-gap':
    case 'degraded-accuracy':
    case 'miou':
    case 'degraded-miou':
    case 'macro-f1':
    case 'mean-absolute-error':
      return false;
    default:
      return measure satisfies never;
  }
}

/** Measures that are of one degradation, which has to be named. */
export function needsDegradation(measure: RequirementMeasure): boolean {
  return measure === 'degraded-accuracy' || measure === 'degraded-miou';
}

/** Measures that tell mistakes from changes after the deciding evidence was removed: of removals, by an oracle. */
export function countsMistakesOnly(measure: RequirementMeasure): boolean {
  return measure === 'label-preserving-robust-accuracy';
}
