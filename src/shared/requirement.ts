import { z } from 'zod';

/** A threshold the system under test has to meet; answered *met*, *not met* or *inconclusive*. */
export const Requirement = z
  .strictObject({
    subject: z.string().optional(),
    measure: z.enum(['accuracy', 'robust-accuracy', 'attack-success-rate', 'single-source-gap']),
    /** Index into `attacks`; needed by every measure but `accuracy` and `single-source-gap`. */
    attack: z.int().min(0).optional(),
    /** Index into the attack's budgets; without it, the requirement has to hold at each. */
    budget: z.int().min(0).optional(),
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
