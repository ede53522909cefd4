import { z } from 'zod';

/** What is measured beside right and wrong of a model that was made elsewhere, on the whole test split, with a 95 % interval. */
export const MeasuredScore = z.strictObject({
  /** Of sets of labels, of values. */
  name: z.enum(['macro-f1', 'mean-absolute-error']),
  value: z.number().min(0),
  /** Null: the samples are of one unit, which tells nothing of how others differ. */
  low: z.number().min(0).nullable(),
  high: z.number().min(0).nullable(),
});
export type MeasuredScore = z.infer<typeof MeasuredScore>;
