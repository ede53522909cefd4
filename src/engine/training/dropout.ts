import * as tf from '@tensorflow/tfjs-core';
import type { Encoding } from '../models/fused-model';
import type { Random } from '../random';

/** Drops units of an encoding with probability `rate` and scales the others by 1/(1 − rate) (inverted dropout). */
export function dropUnits(encoding: Encoding, rate: number, random: Random): Encoding {
  if (rate === 0) return encoding;
  const keep = new Float32Array(encoding.values.size);
  const scale = 1 / (1 - rate);
  for (let index = 0; index < keep.length; index += 1) keep[index] = random.uniform() < rate ? 0 : scale;
  switch (encoding.form) {
    case 'vector':
      return { form: 'vector', values: tf.mul(encoding.values, tf.tensor(keep, encoding.values.shape)) };
    case 'tokens':
      return {
        form: 'tokens',
        values: tf.mul(encoding.values, tf.tensor(keep, encoding.values.shape)),
        mask: encoding.mask,
      };
    default:
      return encoding satisfies never;
  }
}
