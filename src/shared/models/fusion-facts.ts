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

/** What happened inside the fusion on the way to one answer; each absent where the model has none of it. */
export const FusionFacts = z.strictObject({
  /** Of a fusion that iterates. */
  settled: Settled.optional(),
  /** Of a fusion that weighs its modalities. */
  weighed: Weighed.optional(),
  /** cos of the encodings of two modalities, `image · text`, where they are vectors of one width. Older records say nothing. */
  aligned: z.record(z.string(), z.number()).optional(),
});
export type FusionFacts = z.infer<typeof FusionFacts>;
