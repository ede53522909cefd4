import { z } from 'zod';

/** A file of an attacked sample, as it leaves the lab. */
export const SampleFile = z.strictObject({
  /** In the sample's own folder: `image.png`, `values.npz`. */
  name: z.string().regex(/^[\w.-]+$/u),
  /** What it is of; null: of all. */
  modality: z.string().nullable(),
  /** `both`: what was made of the sample, and the sample itself. */
  role: z.enum(['attacked', 'clean', 'both']),
  base64: z.base64(),
  /** Largest difference of a value in [0, 1] from what was asked about; null: none. */
  largestRounding: z.number().min(0).nullable(),
  /**
   * Of a sound to listen to, how far its own log-mel spectrogram is off: the norm of the difference over the norm of what the model
   * was asked about; null: no such sound.
   */
  spectralConvergence: z.number().min(0).nullable(),
  note: z.string().nullable(),
});
export type SampleFile = z.infer<typeof SampleFile>;

/** How many samples are asked for at once. */
export const mostSamplesAtOnce = 16;
