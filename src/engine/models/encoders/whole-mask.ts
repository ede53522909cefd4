import * as tf from '@tensorflow/tfjs-core';
import type { Constants, ParameterReader } from '../parameters';

/** The mask of `count` tokens that every sample has. */
export function wholeMask(count: number): Constants {
  return { 'tokens/mask': { shape: [1, count], values: new Array<number>(count).fill(1) } };
}

/** For a batch: [B, N]. */
export function wholeMaskOf(p: ParameterReader, batch: number): tf.Tensor2D {
  return tf.tile(p('tokens/mask') as tf.Tensor2D, [batch, 1]);
}
