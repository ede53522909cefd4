import { z } from 'zod';

/** One coalesced report of long work, at most 10 a second. */
export const Progress = z.strictObject({
  stage: z.enum(['data', 'training', 'clean', 'degraded', 'attack', 'certificate']),
  /** What is being worked on, for people: `concat · PGD-20 l∞`. */
  label: z.string(),
  done: z.number().min(0),
  total: z.number().min(0),
  unit: z.string(),
  /** Units per second, null until known. */
  rate: z.number().nullable(),
  /** Seconds left of this stage, null until known. */
  remaining: z.number().nullable(),
  /** Free text, e.g. loss and accuracy of the last epoch. */
  detail: z.string().nullable(),
  /** Of a study: its records, and seconds left in all, null until known. Null where the stage is all there is. */
  whole: z
    .strictObject({ done: z.number().min(0), total: z.number().min(0), remaining: z.number().nullable() })
    .nullable(),
});
export type Progress = z.infer<typeof Progress>;

/** Receives progress; called from inside loops, so it must be cheap and must not throw. */
export type ProgressSink = (progress: Progress) => void;
