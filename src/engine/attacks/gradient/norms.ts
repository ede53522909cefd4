import * as tf from '@tensorflow/tfjs-core';
import type { Norm } from '../../../shared/attacks/attack';
import type { Embeddings } from '../../models/fused-model';
import { tidy } from '../../tensors';
import type { Values } from '../attack';
import { lengthsOf } from './ball';

/** Norm of what was changed, per attacked modality and sample: measured, not what an attack says. */
export async function measuredNorms(
  values: Values,
  embeddings: Embeddings,
  norm: Norm,
): Promise<Readonly<Record<string, readonly number[]>>> {
  const norms: Record<string, readonly number[]> = {};
  for (const [id, value] of Object.entries(values)) {
    const lengths = tidy(() => lengthsOf(tf.sub(value, embeddings[id].values), norm));
    try {
      norms[id] = Array.from(await lengths.data());
    } finally {
      lengths.dispose();
    }
  }
  return norms;
}
