import { z } from 'zod';

/**
 * One line of a run's `inputs.jsonl`: what an attack made of a sample, as the framework judged it. Values per attacked modality
 * are little-endian float32, row-major, in base64: an input's own, of a text its words' embeddings.
 */
export const StoredInput = z.strictObject({
  cell: z.string(),
  row: z.int().min(0),
  values: z.record(z.string(), z.base64()),
});
export type StoredInput = z.infer<typeof StoredInput>;

/** What became of the stored inputs of a run when they were read back and the model asked about them. */
export const StoredCheck = z.strictObject({
  /** How many there should be. */
  kept: z.int().min(0),
  /** Of which the model now says otherwise whether the attack succeeded. */
  differing: z.int().min(0),
  /** That are not there, or not as they were written. */
  damaged: z.int().min(0),
});
export type StoredCheck = z.infer<typeof StoredCheck>;
