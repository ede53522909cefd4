import { z } from 'zod';

/** Names what was brought: the weights, and the words that their rows are of. */
export const BroughtHash = z.string().regex(/^[0-9a-f]{64}$/u, {
  message: 'Give 64 hexadecimal digits, as `muroan model import` prints them',
});

/** Where the weights of a model come from that is of the lab's own parts, and that the lab did not train. */
export const BroughtModel = z.strictObject({
  /** What somebody called the file, without the folders it lay in. */
  file: z.string().min(1).max(255),
  /** Tensors that were of another type than float32, and are float32 now. */
  converted: z.int().min(0),
  /** Tensors that were called otherwise in the file. */
  renamed: z.int().min(0),
  /** Share of right answers that its makers state for the test split; null: none is stated. */
  statedAccuracy: z.number().min(0).max(1).nullable(),
});
export type BroughtModel = z.infer<typeof BroughtModel>;

/** Was a model made elsewhere, as a whole or by its weights? Then the lab knows of no training. */
export function isMadeElsewhere({
  imported,
  brought,
}: {
  readonly imported?: unknown;
  readonly brought?: unknown;
}): boolean {
  return imported !== undefined || brought !== undefined;
}
