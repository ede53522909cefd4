import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { isIntegrated } from '../../../src/engine/models/integrated';
import {
  convolutionBound,
  nearlyOrthonormalBound,
  spectralBound,
  type Matrix,
} from '../../../src/engine/models/lipschitz';
import { downloaded } from '../../../src/engine/models/weights';
import { randomFrom } from '../../../src/engine/random';
import { built, CLASSES, images, modalities, texts } from './tiny';

beforeAll(() => initBackend('cpu'));

function random(rows: number, columns: number, key = ''): Matrix {
  const source = randomFrom('lipschitz', rows, columns, key);
  return { rows, columns, values: Float64Array.from({ length: rows * columns }, () => source.normal()) };
}

/** ‖W‖₂ from below, to many digits: by power iteration, which certifies nothing but shows how tight a bound is. */
function norm({ rows, columns, values }: Matrix): number {
  let x = Float64Array.from({ length: columns }, (_, d) => Math.sin(d + 1));
  let length = 0;
  for (let step = 0; step < 300; step += 1) {
    const y = Float64Array.from({ length: rows }, (_, i) =>
      x.reduce((sum, value, d) => sum + values[i * columns + d] * value, 0),
    );
    const back = Float64Array.from({ length: columns }, (_, d) =>
      y.reduce((sum, value, i) => sum + values[i * columns + d] * value, 0),
    );
    length = Math.hypot(...back);
    x = back.map((value) => value / length);
  }
  return Math.sqrt(length);
}

describe('the bound of a matrix', () => {
  it('of a diagonal is its largest entry, and a hair more', () => {
    const bound = spectralBound({ rows: 3, columns: 3, values: [3, 0, 0, 0, -5, 0, 0, 0, 1] });
    expect(bound).toBeGreaterThanOrEqual(5);
    expect(bound).toBeLessThan(5 * (1 + 1e-9));
  });

  it.each([
    [4, 7],
    [30, 5],
    [20, 40],
  ])('of %i × %i random entries lies above its norm, by 4 % at most', (rows, columns) => {
    const matrix = random(rows, columns);
    expect(spectralBound(matrix)).toBeGreaterThanOrEqual(norm(matrix) * (1 - 1e-9));
    expect(spectralBound(matrix)).toBeLessThan(norm(matrix) * 1.04);
  });

  it('holds for all singular values alike, where it is loosest', () => {
    const side = 64;
    const values = Array.from({ length: side * side }, (_, at) => (at % (side + 1) === 0 ? 1 : 0));
    expect(spectralBound({ rows: side, columns: side, values })).toBeCloseTo(side ** (1 / 256), 6);
  });

  it('scales with the matrix, however large or small, and of nothing is nothing', () => {
    const { values, ...shape } = random(5, 6);
    const scaled = (by: number): number =>
      spectralBound({ ...shape, values: Array.from(values, (value) => value * by) }) / by;
    expect(scaled(1e60)).toBeCloseTo(scaled(1), 9);
    expect(scaled(1e-60)).toBeCloseTo(scaled(1), 9);
    expect(spectralBound({ rows: 2, columns: 2, values: [0, 0, 0, 0] })).toBe(0);
  });
});

it('of nearly orthonormal rows the bound is nearly one, and above their norm', () => {
  const values = [1, 0, 0, 1e-4, 1, 0];
  const bound = nearlyOrthonormalBound({ rows: 2, columns: 3, values });
  expect(bound).toBeGreaterThanOrEqual(norm({ rows: 2, columns: 3, values }));
  expect(bound).toBeLessThan(1.0002);
});

describe('the bound of a convolution', () => {
  it.each([
    [1, 3, 4],
    [3, 2, 5],
    [2, 4, 4],
  ])('of %i by %i channels on pictures of side %i lies above its norm as a matrix', (inputs, outputs, side) => {
    const kernel = random(9 * inputs, outputs, 'kernel').values;
    const size = side * side * inputs;
    const basis = tf.tensor4d(
      Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0)),
      [size, side, side, inputs],
    );
    const filters = tf.tensor4d(Array.from(kernel), [3, 3, inputs, outputs]);
    const matrix = tf.conv2d(basis, filters, 1, 'same').dataSync();
    const whole = norm({ rows: size, columns: side * side * outputs, values: matrix });
    const bound = convolutionBound(kernel, inputs, outputs);
    expect(bound).toBeGreaterThanOrEqual(whole * (1 - 1e-5));
    expect(bound).toBeLessThan(3 * whole);
  });

  it('of one tap is the norm of its matrix', () => {
    const kernel = Array.from({ length: 18 }, (_, at) => (at === 8 ? 3 : at === 9 ? 4 : 0));
    expect(convolutionBound(kernel, 1, 2)).toBeCloseTo(5, 9);
  });
});

describe.each(['linear', 'mlp'] as const)('what is proven of a network with a %s head', (head) => {
  const recipe = {
    encoders: {
      image: { name: 'cnn' as const, channels: [3, 4], width: 5 },
      text: { name: 'mean-words' as const, embedding: 4, width: 5 },
    },
    fusion: { name: 'crmt' as const, margin: 2, integration: 0, orthogonal: true },
    head: head === 'mlp' ? { name: 'mlp' as const, hidden: 6 } : { name: 'linear' as const },
  };

  it.each(['image', 'text'])('no two inputs move the scores of the %s further apart than it says', async (id) => {
    const { network, parameters } = built(recipe);
    if (!isIntegrated(network)) throw new Error('CRMT adds scores up.');
    const { integration } = network;
    const bound = integration.representationBound(await downloaded(parameters), id)!;
    const values = id === 'image' ? images(4) : texts.filter((text) => text.length > 0);
    const steepest = tf.tidy(() => {
      const embedded = network.embed(parameters, id, values);
      const scores = (x: tf.Tensor): tf.Tensor2D =>
        integration.score(parameters, id, network.encode(parameters, id, { ...embedded, values: x }));
      const start = scores(embedded.values);
      // Along the gradient of each class, a tiny way and a long one.
      return Math.max(
        ...Array.from({ length: CLASSES }, (_, k) => {
          const gradient = tf.grad((x) => tf.sum(tf.slice(scores(x), [0, k], [-1, 1])))(embedded.values);
          return [1e-2, 1].map((size) => {
            const change = tf.mul(gradient, size);
            const flat = (x: tf.Tensor): tf.Tensor1D => tf.norm(tf.reshape(x, [x.shape[0], -1]), 2, 1) as tf.Tensor1D;
            const moved = flat(tf.sub(scores(tf.add(embedded.values, change)), start));
            return Math.max(...tf.div(moved, tf.add(flat(change), 1e-12)).dataSync());
          });
        }).flat(),
      );
    });
    expect(steepest).toBeLessThanOrEqual(bound);
    // Not so loose that it says nothing: within a thousand times of what one step finds.
    expect(bound).toBeLessThan(1000 * steepest);
  });
});

it('proves nothing of attention', async () => {
  const { network, parameters } = built({
    encoders: {
      image: { name: 'patch-tokens', patch: 2, width: 4, blocks: 1, heads: 2 },
      text: { name: 'word-transformer', width: 4, blocks: 1, heads: 2 },
    },
    fusion: { name: 'crmt', margin: 2, integration: 0, orthogonal: true },
    head: { name: 'linear' },
  });
  if (!isIntegrated(network)) throw new Error('CRMT adds scores up.');
  const host = await downloaded(parameters);
  expect(Object.keys(modalities).map((id) => network.integration.representationBound(host, id))).toEqual([null, null]);
});
