/** The computations along which an adaptive attacker takes gradients (`shared/attacks/gradient-path.ts`). */
import * as tf from '@tensorflow/tfjs-core';
import type { GradientPath } from '../../../shared/attacks/attack';
import type { Encodings, FusedModel } from '../../models/fused-model';

interface Followed {
  readonly fuse: (encodings: Encodings) => tf.Tensor2D;
  /** Its values are the model's, whatever its gradient is. */
  readonly isOwn: boolean;
}

/** How a model's fusion is followed; as it is where it has nothing of what is asked. */
export function followed(model: FusedModel, { unroll, gradient }: GradientPath): Followed {
  const { fuseUnrolled, fuseTighter, weighing } = model;
  const own: Followed = { fuse: (encodings) => model.fuse(encodings), isOwn: true };
  if (unroll > 0) {
    return fuseUnrolled === undefined ? own : { fuse: (encodings) => fuseUnrolled(encodings, unroll), isOwn: false };
  }
  switch (gradient) {
    case 'own':
    case 'hijacked-weights':
      return own;
    case 'frozen-weights':
      return weighing === undefined ? own : { fuse: (encodings) => weighing.frozen(encodings), isOwn: true };
    case 'tighter':
      return fuseTighter === undefined ? own : { fuse: fuseTighter, isOwn: false };
    default:
      return gradient satisfies never;
  }
}

/**
 * What the attacked modalities count for, less what the others do, per sample [S]; where all are attacked, the one that
 * counts most, less the others, so that the answer comes to hang on it alone.
 */
export function pullOf(weights: Readonly<Record<string, tf.Tensor1D>>, attacked: readonly string[]): tf.Tensor1D {
  const all = Object.keys(weights);
  const total = (ids: readonly string[]): tf.Tensor1D => tf.addN(ids.map((id) => weights[id]));
  const others = all.filter((id) => !attacked.includes(id));
  if (others.length > 0) return tf.sub(total(attacked), total(others));
  const most = tf.max<tf.Tensor1D>(tf.stack(all.map((id) => weights[id])), 0);
  return tf.sub(tf.mul<tf.Tensor1D>(most, 2), total(all));
}
