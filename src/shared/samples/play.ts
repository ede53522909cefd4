import { z } from 'zod';
import { Settled } from '../models/fusion-facts';
import { Displacement, Prediction } from '../records/record';

/** What a model says of a sample without some of its parts, beside what it says of the whole. */
export const PlayedPrediction = z.strictObject({
  clean: Prediction,
  changed: Prediction,
  /** Of the fused embedding; null where the model hides it. */
  displacement: Displacement.nullable(),
  /** Is the label still to be decided from what is left? Null where the data set does not tell. */
  decidable: z.boolean().nullable(),
  /** Elements (pixels, words) that are gone, of all there are, by modality of the model. */
  removed: z.record(z.string(), z.strictObject({ removed: z.int().min(0), of: z.int().min(0) })),
  /** How a fusion that iterates came to rest; absent of others. */
  settled: z.strictObject({ clean: Settled, changed: Settled }).optional(),
});
export type PlayedPrediction = z.infer<typeof PlayedPrediction>;
