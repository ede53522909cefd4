import { z } from 'zod';

/** The gradients that an attack took on a sample, by their l2 norms over all attacked modalities. */
export const Slopes = z.strictObject({
  /** How many were zero. */
  zero: z.int().min(0),
  /** How many held what is no finite number; the attack went on with zero in its place. */
  notFinite: z.int().min(0),
  /** The smallest and the largest norm of the others; null where there are none. */
  range: z.tuple([z.number(), z.number()]).nullable(),
});
export type Slopes = z.infer<typeof Slopes>;
