import { z } from 'zod';

/** Raw outputs of a model for one input. */
export const Prediction = z.strictObject({ logits: z.array(z.number()), predicted: z.int().min(0) });
export type Prediction = z.infer<typeof Prediction>;

/**
 * Largest change of a logit that float32 arithmetic may cause where nothing was removed or perturbed: 1e-4 of the
 * largest logit, at least 1e-4. The engine refuses and the analysis voids by this one rule.
 */
export function noOpAllowed(logits: readonly number[]): number {
  return 1e-4 * logits.reduce((largest, logit) => Math.max(largest, Math.abs(logit)), 1);
}

/** Whether a logit changed by more than rounding explains; what is no number is no rounding either. */
export function isAltered(change: number, logits: readonly number[]): boolean {
  return !(Math.abs(change) <= noOpAllowed(logits));
}

/** What every record says of its sample. */
export const SampleFields = z.strictObject({
  cell: z.string(),
  /** Id of the sample in its data set. */
  sample: z.string(),
  row: z.int().min(0),
  /** The unit that intervals cluster by. */
  group: z.string(),
  /** The code of the right answer, as `predicted` is that of the one given (`target.ts`). */
  label: z.int().min(0),
  /** What the answer should be near to, where a value is asked for. */
  value: z.number().optional(),
  clean: Prediction,
  /** How often the micro-batch was halved because memory ran out; absent: never. */
  halvings: z.int().min(1).optional(),
});
export type SampleFields = z.infer<typeof SampleFields>;
