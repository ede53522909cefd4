/** Random perturbations, drawn per sample so that they do not depend on the batch. */
import * as tf from '@tensorflow/tfjs-core';
import type { Norm } from '../../../shared/attacks/attack';
import { mapValues } from '../../../shared/map-values';
import type { Embedded, FusedModel } from '../../models/fused-model';
import { randomFrom, type Random, type RandomKey } from '../../random';
import { intoBall, lengthInBall, lengthsOf, masked, perSample, project, type Held } from './ball';
import { tidy } from '../../tensors';
import type { Values } from '../attack';

/** `inside`: uniform in the ball (PGD's start); `boundary`: on its surface (the random-noise control). */
export type NoisePlace = 'inside' | 'boundary';

/** The clean values of all attacked modalities plus noise. @param keys one per sample, in order */
export function noisy({ model, clean, ball }: Held, place: NoisePlace, keys: readonly RandomKey[]): Values {
  if (ball.oneBall !== true) {
    return mapValues(clean, (embedded, id) => withNoise(model, id, embedded, ball.norm, ball.radii[id], place, keys));
  }
  return tidy(() => {
    const streams = mapValues(clean, (_, id) => keys.map((key) => randomFrom(...key, id)));
    const directions = mapValues(clean, (embedded, id) => tf.mul(normalIn(embedded, streams[id]), ball.radii[id]));
    const numbers = tf.addN(
      Object.values(clean).map((embedded) => tf.mul(tf.ones([keys.length]), dimensions(embedded))),
    );
    const shares = keys.map((key) => (place === 'inside' ? randomFrom(...key, 'one ball').uniform() : 1));
    const scale = tf.div(
      tf.pow(tf.tensor1d(shares), tf.div(1, numbers)),
      tf.maximum(lengthInBall(ball, directions), 1e-12),
    );
    return intoBall(
      { model, clean, ball },
      mapValues(directions, (direction, id) =>
        tf.add(clean[id].values, tf.mul(direction, perSample(scale, direction.rank))),
      ),
    );
  });
}

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
    case 'l2':
    case 'l1': {
      const direction = norm === 'l2' ? normalIn(clean, streams) : laplaceIn(clean, streams);
      const shares = streams.map((random) => (place === 'inside' ? random.uniform() : 1));
      const distances = tf.mul(tf.pow(tf.tensor1d(shares), tf.div(1, dimensions(clean))), radius);
      const scale = tf.div(distances, tf.maximum(lengthsOf(direction, norm), 1e-12));
      return tf.mul(direction, perSample(scale, direction.rank));
    }
    default:
      return norm satisfies never;
  }
}

/** Directions that are uniform on a sphere of l2. Padding takes no part: a short text is moved by the whole radius too. */
function normalIn(clean: Embedded, streams: readonly Random[]): tf.Tensor {
  return masked(
    each(clean, streams, (random) => random.normal()),
    clean.mask,
  );
}

/** The same on one of l1. */
function laplaceIn(clean: Embedded, streams: readonly Random[]): tf.Tensor {
  return masked(
    each(clean, streams, (random) => (random.uniform() < 0.5 ? 1 : -1) * Math.log(1 - random.uniform())),
    clean.mask,
  );
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
export function dimensions({ values, mask }: Embedded): tf.Tensor {
  if (mask === null) return tf.scalar(values.size / values.shape[0]);
  return tf.maximum(tf.mul(tf.sum(mask, 1), values.size / mask.size), 1);
}
