import { z } from 'zod';

const weights = z.int().min(0);

/** Weights of the parts of a model; together they are all that it has. */
export const PartSizes = z.strictObject({
  /** By modality; embeddings of words belong to the encoder of their text. */
  encoders: z.record(z.string(), weights),
  /** Of a fusion of decisions, with the heads that make them. */
  fusion: weights,
  /** 0 where decisions are fused: no head follows. */
  head: weights,
});
export type PartSizes = z.infer<typeof PartSizes>;
