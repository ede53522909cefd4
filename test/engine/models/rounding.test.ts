import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { isIntegrated } from '../../../src/engine/models/integrated';
import { absoluteBound, absoluteConvolutionBound, spectralBound } from '../../../src/engine/models/lipschitz';
import { proofOf } from '../../../src/engine/models/proof';
import { afterSteps, roundingAt } from '../../../src/engine/models/rounding';
import { downloaded } from '../../../src/engine/models/weights';
import { randomFrom } from '../../../src/engine/random';
import { roundings } from '../../../src/shared/float32';
import { built, images, SIDE, texts } from './tiny';

beforeAll(() => initBackend('wasm'));

describe('roundings to float32', () => {
  it('of one are 2⁻²⁴ and a hair, of none nothing, and of too many have no bound', () => {
    expect(roundings(0)).toBe(0);
    expect(roundings(1)).toBeGreaterThan(2 ** -24);
    expect(roundings(1)).toBeLessThan(2 ** -24 * (1 + 1e-6));
    expect(roundings(1000)).toBeGreaterThan(1000 * 2 ** -24);
    expect(() => roundings(2 ** 24)).toThrow('no bound');
  });

  it('of a sum lie within the bound, in either order', () => {
    const random = randomFrom('sum');
    const terms = Float32Array.from({ length: 500 }, () => random.normal());
    const exact = terms.reduce((sum, term) => sum + term, 0);
    const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
    const summed = (values: Float32Array): number => values.reduce((sum, term) => Math.fround(sum + term), 0);
    for (const values of [terms, Float32Array.from(terms).reverse()]) {
      expect(Math.abs(summed(values) - exact)).toBeGreaterThan(0);
      expect(Math.abs(summed(values) - exact)).toBeLessThan(roundings(500) * size);
    }
  });
});

describe('the bound of a matrix whose weights are all positive', () => {
  it('is not below that of the matrix as it is, and exact where all are one', () => {
    const random = randomFrom('absolute');
    const values = Float64Array.from({ length: 35 }, () => random.normal());
    const positive = values.map(Math.abs);
    expect(absoluteBound({ rows: 5, columns: 7, values })).toBeGreaterThanOrEqual(
      spectralBound({ rows: 5, columns: 7, values: positive }) / 1.04,
    );
    expect(absoluteBound({ rows: 2, columns: 8, values: new Float64Array(16).fill(-1) })).toBeCloseTo(4, 6);
  });

  it('of a convolution is what a picture of ones comes to inside', () => {
    // One channel in and out: all inner cells see all nine taps.
    expect(absoluteConvolutionBound([1, -1, 1, -1, 1, -1, 1, -1, 1], 1, 1)).toBeCloseTo(9, 6);
  });
});

it('errors of one step are carried through the next, which starts from what was measured', () => {
  const map = { kind: 'linear', terms: 3, outputs: 2, bound: 2, absolute: 5, bias: 1 } as const;
  const first = afterSteps([map], 4, [3]);
  expect(first.error.at).toBeCloseTo(roundings(4) * (5 * 4 + 1), 12);
  expect(first.error.per).toBeCloseTo(roundings(4) * 5, 12);
  expect(first.size.at).toBeCloseTo(3 + first.error.at, 6);
  expect(first.size.per).toBeCloseTo(2, 6);
  const second = afterSteps([map, map], 4, [3, 1]);
  expect(second.error.at).toBeCloseTo(2 * first.error.at + roundings(4) * (5 * (3 + 2 * first.error.at) + 1), 10);
  expect(second.size.per).toBeCloseTo(4, 6);
  expect(afterSteps([{ kind: 'averaged', count: 6 }], 2, [1]).error.at).toBeCloseTo(2 * roundings(7), 12);
  const scaled = afterSteps([{ kind: 'scaled', bound: 5 }], 1, [3]);
  expect(scaled.error.at).toBeCloseTo(3 * roundings(2), 12);
  expect(scaled.error.per).toBeCloseTo(5 * roundings(2), 12);
});

/** Dense layers, convolution and pooling in double precision, of weights as float32 holds them. */
type Read = (name: string) => Float32Array;
const relu = (values: readonly number[]): readonly number[] => values.map((value) => Math.max(0, value));
const dense = (x: readonly number[], kernel: Float32Array, bias: Float32Array): readonly number[] =>
  Array.from(bias, (own, o) => x.reduce((sum, value, i) => sum + value * kernel[i * bias.length + o], own));

/** [side, side, inputs] → [side / 2, side / 2, outputs]. */
function stage(x: readonly number[], side: number, inputs: number, kernel: Float32Array, bias: Float32Array) {
  const outputs = bias.length;
  const at = (row: number, column: number, c: number): number =>
    row < 0 || column < 0 || row >= side || column >= side ? 0 : x[(row * side + column) * inputs + c];
  const convolved = (row: number, column: number, o: number): number => {
    let sum = 0;
    for (let tap = 0; tap < 9; tap += 1) {
      for (let c = 0; c < inputs; c += 1) {
        const value = at(row + Math.floor(tap / 3) - 1, column + (tap % 3) - 1, c);
        sum += value * kernel[(tap * inputs + c) * outputs + o];
      }
    }
    return sum;
  };
  const half = side / 2;
  return Array.from({ length: half * half * outputs }, (_, index) => {
    const [cell, o] = [Math.floor(index / outputs), index % outputs];
    const [row, column] = [2 * Math.floor(cell / half), 2 * (cell % half)];
    const four = [0, 1, 2, 3].map((place) => convolved(row + (place >> 1), column + (place & 1), o));
    return Math.max(0, Math.max(...four) + bias[o]);
  });
}

describe.each([true, false])('scores of a network, rows at right angles: %s', (orthogonal) => {
  it('as float32 computes them lie within the bound of what its weights stand for', async () => {
    const recipe = {
      encoders: {
        image: { name: 'cnn' as const, channels: [3, 4], width: 5 },
        text: { name: 'mean-words' as const, embedding: 4, width: 5 },
      },
      fusion: { name: 'crmt' as const, margin: 2, integration: 0, orthogonal },
      head: { name: 'mlp' as const, hidden: 6 },
    };
    const { network, parameters } = built(recipe);
    if (!isIntegrated(network)) throw new Error('CRMT adds scores up.');
    const { integration } = network;
    const host = await downloaded(parameters);
    const proof = (await proofOf(network, parameters))!;
    const pictures = images(40);
    const phrases = Array.from({ length: 10 }, () => texts).flat();
    for (const [id, values] of [
      ['image', pictures],
      ['text', phrases],
    ] as const) {
      const read: Read = (name) => host.get(name)!.data;
      const { scores, given, rows, sizes } = tf.tidy(() => {
        const asked = network.embed(parameters, id, values);
        return {
          scores: integration.score(parameters, id, network.encode(parameters, id, asked)).arraySync(),
          given: tf.reshape(asked.values, [values.length, -1]).arraySync() as number[][],
          rows: integration.rows(parameters, id).arraySync(),
          sizes: integration
            .traced(parameters, id, asked)
            .map((own) => tf.norm(tf.reshape(own, [values.length, -1]), 2, 1).arraySync() as number[]),
        };
      });
      const encoder = (name: string): Float32Array => read(`encoders/${id}/${name}`);
      let worst = 0;
      let most = 0;
      values.forEach((value, row) => {
        const encoded =
          id === 'image'
            ? stage(
                stage(
                  given[row].map((pixel) => (pixel - Math.fround(0.4)) / Math.fround(0.3)),
                  SIDE,
                  1,
                  encoder('conv1/kernel'),
                  encoder('conv1/bias'),
                ),
                SIDE / 2,
                3,
                encoder('conv2/kernel'),
                encoder('conv2/bias'),
              )
            : [0, 1, 2, 3].map(
                (d) =>
                  (value as readonly string[]).reduce((sum, __, word) => sum + given[row][word * 4 + d], 0) /
                  Math.max(1, value.length),
              );
        const vector = relu(dense(encoded, encoder('dense/kernel'), encoder('dense/bias')));
        const features = relu(dense(vector, read(`fusion/${id}/hidden/kernel`), read(`fusion/${id}/hidden/bias`)));
        const exact = rows.map((own) => own.reduce((sum, weight, d) => sum + weight * features[d], 0));
        const error = Math.hypot(...exact.map((score, k) => score - scores[row][k]));
        const { at: allowed } = roundingAt(
          proof[id],
          Math.hypot(...given[row]) * (1 + 1e-5),
          sizes.map((own) => own[row] * (1 + 1e-5)),
        );
        expect(error).toBeLessThanOrEqual(allowed);
        [worst, most] = [Math.max(worst, error), Math.max(most, allowed)];
      });
      // It rounds at all, and the bound is not so wide that it says nothing.
      expect(worst).toBeGreaterThan(0);
      expect(most).toBeLessThan(5e3 * worst);
    }
    tf.dispose(parameters);
  });
});

it('nothing is proven of attention', async () => {
  const { network, parameters } = built({
    encoders: {
      image: { name: 'cnn', channels: [3], width: 5 },
      text: { name: 'word-transformer', width: 4, blocks: 1, heads: 2 },
    },
    fusion: { name: 'crmt', margin: 2, integration: 0, orthogonal: true },
    head: { name: 'linear' },
  });
  if (!isIntegrated(network)) throw new Error('CRMT adds scores up.');
  expect(await proofOf(network, parameters)).toBeNull();
});
