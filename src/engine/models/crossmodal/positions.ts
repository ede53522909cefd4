import * as tf from '@tensorflow/tfjs-core';

/**
 * Tokens [B, T, D] times √D, plus sinusoidal positions counted from 1: sines of D/2 frequencies from 1 to 1/10,000, then
 * their cosines, then a zero where D is odd (as in the released code of MulT).
 */
export function placed(tokens: tf.Tensor3D): tf.Tensor3D {
  const [, count, width] = tokens.shape;
  return tf.add(tf.mul(tokens, Math.sqrt(width)), tf.tensor3d(positions(count, width), [1, count, width]));
}

export function positions(count: number, width: number): Float32Array {
  const half = Math.floor(width / 2);
  const values = new Float32Array(count * width);
  for (let step = 0; step < count; step += 1) {
    for (let at = 0; at < half; at += 1) {
      const angle = (step + 1) * 10_000 ** (-at / Math.max(1, half - 1));
      values[step * width + at] = Math.sin(angle);
      values[step * width + half + at] = Math.cos(angle);
    }
  }
  return values;
}
