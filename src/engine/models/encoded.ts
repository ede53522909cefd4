import type * as tf from '@tensorflow/tfjs-core';

/**
 * A modality's values on the device, as a model's encoder reads them, and where gradient attacks act.
 * Image: pixels [B, H, W, C] in [0, 1], no mask. Text: word embeddings [B, T, D] and mask [B, T] (1 = word). Sequences of
 * different lengths: [B, 1, T, F] and mask [B, T] (1 = step); what lies behind the last step is padding.
 */
export interface Embedded {
  readonly values: tf.Tensor;
  readonly mask: tf.Tensor2D | null;
}

/** What an encoder hands to the fusion: one vector per sample [B, D], or tokens [B, N, D] with a mask [B, N]. */
export type Encoding =
  | { readonly form: 'vector'; readonly values: tf.Tensor2D }
  | { readonly form: 'tokens'; readonly values: tf.Tensor3D; readonly mask: tf.Tensor2D };

export type Embeddings = Readonly<Record<string, Embedded>>;
export type Encodings = Readonly<Record<string, Encoding>>;
