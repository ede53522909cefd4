import type * as tf from '@tensorflow/tfjs-core';
import type { Embedded } from '../fused-model';
import type { ParameterSpec } from '../parameters';

/** Word embeddings [V, D], of about unit length. Padding and unknown words start at zero, so they say nothing. */
export function wordSpecs(vocabularySize: number, width: number): ParameterSpec {
  return { shape: [vocabularySize, width], initial: { kind: 'words', deviation: 1 / Math.sqrt(width) } };
}

/** Embedded text as its two tensors: word embeddings [B, T, D], mask [B, T]. */
export function wordsOf({ values, mask }: Embedded): { readonly words: tf.Tensor3D; readonly mask: tf.Tensor2D } {
  if (mask === null) throw new Error('Embedded text needs a mask.');
  return { words: values as tf.Tensor3D, mask };
}
