import { z } from 'zod';

/** How an input came to its fused state, where the fusion is a map that is applied again and again. */
export const Settled = z.strictObject({
  /** ‖f(z) − z‖ at each step. */
  residuals: z.array(z.number().min(0)).min(1),
  /** Did it come to rest within the tolerance? */
  solved: z.boolean(),
  /** What the model predicts after twice the steps and at a tenth of the tolerance. */
  doubled: z.int().min(0),
});
export type Settled = z.infer<typeof Settled>;

/** What each modality counted for, where the fusion weighs them anew for every sample. */
export const Weighed = z.strictObject({
  weights: z.record(z.string(), z.number()),
  /** Cross-entropy of each modality's own answer, in nats; absent where they have none. */
  losses: z.record(z.string(), z.number().min(0)).optional(),
});
export type Weighed = z.infer<typeof Weighed>;

/** What happened inside the fusion on the way to one answer; both absent of a fusion that treats all samples alike. */
export const FusionFacts = z.strictObject({ settled: Settled.optional(), weighed: Weighed.optional() });
export type FusionFacts = z.infer<typeof FusionFacts>;
