/** Random perturbations, drawn per sample so that they do not depend on the batch. */
import * as tf from '@tensorflow/tfjs-core';
import type { Norm } from '../../../shared/attack';
import type { Embedded, FusedModel } from '../../models/fused-model';
import { randomFrom, type Random, type RandomKey } from '../../random';
import { lengthsOf, masked, project } from './ball';
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
    const streams = keys.map((key) => randomFrom(...key, modality));
    const noise = drawn(clean, norm, radius, place, streams);
    return project(model, modality, clean, tf.add(clean.values, noise), norm, radius);
  });
}

function drawn(clean: Embedded, norm: Norm, radius: number, place: NoisePlace, streams: readonly Random[]): tf.Tensor {
  switch (norm) {
    case 'linf':
      return each(clean, streams, (random) =>
        place === 'inside' ? radius * (2 * random.uniform() - 1) : radius * (random.uniform() < 0.5 ? -1 : 1),
      );
    case 'l2': {
      // Padding takes no part in it: a text is moved by the whole radius, however short it is.
      const direction = masked(
        each(clean, streams, (random) => random.normal()),
        clean.mask,
      );
      const shares = streams.map((random) => (place === 'inside' ? random.uniform() : 1));
      const distances = tf.mul(tf.pow(tf.tensor1d(shares), tf.div(1, dimensions(clean))), radius);
      const scale = tf.div(distances, tf.maximum(lengthsOf(direction, 'l2'), 1e-12));
      return tf.mul(direction, tf.reshape(scale, [-1, ...clean.values.shape.slice(1).map(() => 1)]));
    }
    default:
      return norm satisfies never;
  }
}

/** A tensor of the shape of the clean values, each sample drawn from its own stream. */
function each({ values }: Embedded, streams: readonly Random[], draw: (random: Random) => number): tf.Tensor {
  const size = values.size / streams.length;
  const noise = new Float32Array(values.size);
  streams.forEach((random, row) => {
    for (let index = row * size; index < (row + 1) * size; index += 1) noise[index] = draw(random);
  });
  return tf.tensor(noise, values.shape);
}

/** Numbers of each sample that may change, [S] or a scalar. */
function dimensions({ values, mask }: Embedded): tf.Tensor {
  if (mask === null) return tf.scalar(values.size / values.shape[0]);
  return tf.maximum(tf.mul(tf.sum(mask, 1), values.shape[2] ?? 1), 1);
}
