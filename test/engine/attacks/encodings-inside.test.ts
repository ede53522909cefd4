import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { alignedOf } from '../../../src/engine/attacks/aligned';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { encodingSlopes } from '../../../src/engine/evaluation/encoding-slopes';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Encodings, FusedModel } from '../../../src/engine/models/fused-model';
import { imageAndText, inMemoryDataset, randomSamples } from './in-memory';
import { randomModel, smallEncoders, smallFusions } from './random-model';

beforeAll(() => initBackend('wasm'));

const vector = (rows: number[][]) => ({ form: 'vector', values: tf.tensor2d(rows) }) as const;

describe('the cosine of two encodings', () => {
  it('is that of the vectors, 0 where one is all zeros, for every two of one width', async () => {
    const encodings: Encodings = {
      a: vector([
        [1, 0],
        [3, 4],
        [0, 0],
      ]),
      b: vector([
        [0, 2],
        [6, 8],
        [1, 1],
      ]),
      c: vector([
        [-1, 0],
        [4, -3],
        [1, 0],
      ]),
      wide: vector([
        [1, 0, 0],
        [1, 0, 0],
        [1, 0, 0],
      ]),
    };
    const aligned = await alignedOf(() => encodings);
    expect(Object.keys(aligned![0])).toEqual(['a · b', 'a · c', 'b · c']);
    expect(aligned!.map((own) => own['a · b'])).toEqual([0, expect.closeTo(1, 6), 0]);
    expect(aligned![0]['a · c']).toBeCloseTo(-1, 6);
    expect(aligned![1]['a · c']).toBeCloseTo(0, 6);
  });

  it('there is none of one modality, nor of tokens', async () => {
    const tokens = { form: 'tokens', values: tf.zeros([1, 2, 2]), mask: tf.ones([1, 2]) } as Encodings[string];
    expect(await alignedOf(() => ({ a: vector([[1, 0]]) }))).toBeNull();
    expect(await alignedOf(() => ({ a: tokens, b: tokens }))).toBeNull();
  });
});

describe('the gradient of the loss at an encoding', () => {
  /** logits = [a·w, b·v] for vectors a and b: ∂L/∂a = (p₀ − y₀) w, ∂L/∂b = (p₁ − y₁) v. */
  const model = {
    classes: ['first', 'second'],
    gives: new Set(['labels', 'scores', 'gradients'] as const),
    fuse: ({ a, b }: Encodings) =>
      tf.stack<tf.Tensor1D>(
        [tf.sum(tf.mul(a.values, [[3, 4]]), 1), tf.sum(tf.mul(b.values, [[1, 0, 0]]), 1)],
        1,
      ) as unknown as tf.Tensor2D,
    decide: (z: tf.Tensor2D) => tf.clone(z),
  } as unknown as FusedModel;

  it('has the length that follows by hand', async () => {
    const encodings = {
      a: vector([
        [0, 0],
        [0.1, 0],
      ]),
      b: vector([
        [0, 0, 0],
        [0, 0, 0],
      ]),
    };
    const before = tf.memory().numTensors;
    const slopes = await encodingSlopes(model, [{ label: 0 }, { label: 1 }], encodings);
    expect(tf.memory().numTensors).toBe(before);
    expect(slopes![0]?.a).toBeCloseTo(0.5 * 5, 5);
    expect(slopes![0]?.b).toBeCloseTo(0.5, 5);
    const p = 1 / (1 + Math.exp(-0.3));
    expect(slopes![1]?.a).toBeCloseTo(p * 5, 5);
    expect(slopes![1]?.b).toBeCloseTo(p, 5);
  });

  it('is not told of one modality, of a black box, or where it is no number', async () => {
    const [a, b] = [vector([[0, 0]]), vector([[0, 0, 0]])];
    expect(await encodingSlopes(model, [{ label: 0 }], { a })).toBeNull();
    const blackBox = { ...model, gives: new Set(['labels'] as const) } as FusedModel;
    expect(await encodingSlopes(blackBox, [{ label: 0 }], { a, b })).toBeNull();
    expect(await encodingSlopes(model, [{ label: 0 }], { a: vector([[NaN, 0]]), b })).toEqual([null]);
  });
});

it.each(Object.entries(smallFusions))('records of %s tell both, as far as it has them', async (name, fusion) => {
  const encoders = name === 'token-transformer' ? smallEncoders.tokens : smallEncoders.cnn;
  const own = randomModel({ encoders, fusion }, imageAndText);
  const [record] = await evaluate({
    cell: { kind: 'clean', id: 'clean', model: 'm' },
    model: own,
    dataset: inMemoryDataset(randomSamples(3)),
    rows: [0, 1, 2],
    pause: () => Promise.resolve(),
  });
  own.dispose();
  if (record.kind !== 'clean') throw new Error('It is no clean record.');
  expect(Object.keys(record.encodingSlopes!)).toEqual(['image', 'text']);
  Object.values(record.encodingSlopes!).forEach((slope) => {
    expect(slope).toBeGreaterThan(0);
  });
  if (name === 'token-transformer' || name === 'mult') expect(record.aligned).toBeUndefined();
  else expect(Math.abs(record.aligned!['image · text'])).toBeLessThanOrEqual(1);
});
