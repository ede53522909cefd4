import { z } from 'zod';
import { Prediction } from './record';

/** What a gradient attack changes in the pictures of one sample. */
export const AttackChange = z.strictObject({
  /** The model's answer to the changed sample. */
  attacked: Prediction,
  /** By modality, pictures only: changes in the embedding space of words are nothing that a person sees. */
  pictures: z.record(
    z.string(),
    z.strictObject({
      height: z.int().min(1),
      width: z.int().min(1),
      channels: z.int().min(1),
      /** Attacked − original per value, in pixel values of [0, 1]: float32, little-endian, channels last, as base64. */
      change: z.string(),
    }),
  ),
});
export type AttackChange = z.infer<typeof AttackChange>;
