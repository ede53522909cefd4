/** Random perturbations, drawn per sample so that they do not depend on the batch. */
import * as tf from '@tensorflow/tfjs-core';
import type { Norm } from '../../../shared/attack';
import type { Embedded, FusedModel } from '../../models/fused-model';
import { randomFrom, type RandomKey } from '../../random';
import { project } from './ball';
import { tidy } from '../../tensors';

/** `inside`: uniform in the ball (PGD's start); `boundary`: on its surface (the random-noise control). */
export type NoisePlace = 'inside' | 'boundary';

/**
 * The clean values plus noise, within ball and valid range.
 *
 * @param keys one per sample, in order
 */
export function withNoise(
  model: FusedModel,
  modality: string,
  clean: Embedded,
  norm: Norm,
  radius: number,
  place: NoisePlace,
  keys: readonly RandomKey[],
): tf.Tensor {
  return tidy(() => {
    const size = clean.values.size / keys.length;
    const noise = new Float32Array(clean.values.size);
    keys.forEach((key, row) => {
      noise.set(draw(size, norm, radius, place, [...key, modality]), row * size);
    });
    const moved = tf.add(clean.values, tf.tensor(noise, clean.values.shape));
    return project(model, modality, clean, moved, norm, radius);
  });
}

function draw(size: number, norm: Norm, radius: number, place: NoisePlace, key: RandomKey): Float32Array {
  const random = randomFrom(...key);
  const values = new Float32Array(size);
  switch (norm) {
    case 'linf':
      return values.map(() =>
        place === 'inside' ? radius * (2 * random.uniform() - 1) : radius * (random.uniform() < 0.5 ? -1 : 1),
      );
    case 'l2': {
      const direction = values.map(() => random.normal());
      const length = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
      const distance = place === 'inside' ? radius * random.uniform() ** (1 / size) : radius;
      return direction.map((value) => (value * distance) / length);
    }
    default:
      return norm satisfies never;
  }
}
