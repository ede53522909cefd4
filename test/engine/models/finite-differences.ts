import * as tf from '@tensorflow/tfjs-core';
import { randomFrom } from '../../../src/engine/random';

/**
 * Large steps meet curvature and the kinks of ReLU and max-pool, small ones rounding: the first that agrees counts, or the
 * best of them if none does.
 */
const STEPS = [1e-2, 3e-3, 1e-3, 3e-4];

export interface Slope {
  /** ⟨gradient, direction⟩. */
  readonly computed: number;
  /** (f(x + h d) − f(x − h d)) / 2h. */
  readonly measured: number;
}

/**
 * The slope of f at x along a random direction of length 1, by its gradient and by central differences. In float32 the
 * rounding error is about 1e-7 · |f| / h.
 */
export function slopes(
  f: (x: tf.Tensor) => tf.Scalar,
  x: tf.Tensor,
  directions: number,
  key: string,
): readonly Slope[] {
  return tf.tidy(() => {
    const gradient = tf.grad(f)(x).dataSync();
    return Array.from({ length: directions }, (_, index) => {
      const direction = unitVector(x.size, `${key} ${index}`);
      const shift = (step: number): number =>
        f(
          tf.add(
            x,
            tf.tensor(
              direction.map((value) => step * value),
              x.shape,
            ),
          ),
        ).dataSync()[0];
      const computed = direction.reduce((sum, value, at) => sum + value * gradient[at], 0);
      const tried: { readonly computed: number; readonly measured: number }[] = [];
      for (const step of STEPS) {
        tried.push({ computed, measured: (shift(step) - shift(-step)) / (2 * step) });
        if (error(tried.at(-1)!) < 1) break;
      }
      return tried.reduce((a, b) => (error(b) < error(a) ? b : a));
    });
  });
}

/** Largest error, as a share of the allowed one; above 1 the gradient is wrong. */
export function worst(found: readonly Slope[]): number {
  return Math.max(...found.map(error));
}

function error({ computed, measured }: Slope): number {
  return Math.abs(computed - measured) / (2e-3 + 2e-2 * Math.abs(measured));
}

function unitVector(size: number, key: string): Float32Array {
  const random = randomFrom('direction', key);
  const values = Float32Array.from({ length: size }, () => random.normal());
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}
