/** Encoders of steps: by hand, and where samples are shorter than the longest. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { encoderPart } from '../../../../src/engine/models/encoders/registry';
import { networkOf } from '../../../../src/engine/models/network';
import { initialValues, tensorsOf } from '../../../../src/engine/models/parameters';
import { randomFrom } from '../../../../src/engine/random';
import { encodersFor } from '../../../../src/shared/recipe/encoder-reads';
import type { SequenceSpec } from '../../../../src/shared/data/modality';
import { Recipe } from '../../../../src/shared/recipe/recipe';
import { EncoderChoice } from '../../../../src/shared/recipe/encoders';
import { FusionChoice } from '../../../../src/shared/recipe/fusions';

beforeAll(() => initBackend('cpu'));

const unit = (name: string) => ({ name, low: 0, high: 1 });
const series = (steps: number): SequenceSpec => ({
  kind: 'sequence',
  steps,
  shortest: 1,
  features: ['x', 'y'].map(unit),
  mean: [0.2, 0.5],
  std: [0.1, 0.2],
});
const numbers = (name: string, size: number): Float32Array => {
  const random = randomFrom('steps', name);
  return Float32Array.from({ length: size }, () => random.uniform());
};
/** Two samples of 3 and of 1 step. */
const values = [numbers('long', 6), numbers('short', 2)];

describe.each(encodersFor('sequence'))('%s', (name) => {
  it.each(['concat', 'token-transformer', 'mult'])('sees nothing of padding, in the fusion %s', (fusion) => {
    const answered = (steps: number): readonly (readonly number[])[] => {
      const choice = EncoderChoice.parse({ name, ...(name === 'step-tokens' ? { width: 4 } : {}) });
      const recipe = Recipe.parse({
        encoders: { a: choice, b: choice },
        fusion: FusionChoice.parse({
          name: fusion,
          ...{ concat: {}, 'token-transformer': { width: 4 }, mult: { width: 4, heads: 2, layers: 1 } }[fusion],
        }),
      });
      const network = networkOf(recipe, { a: series(steps), b: series(steps) }, 3, []);
      const constants = tensorsOf(
        Object.fromEntries(
          Object.entries(network.constants).map(([key, { shape }]) => [
            key,
            { shape, initial: { kind: 'constant', value: 0 } as const },
          ]),
        ),
        (key) => Float32Array.from(network.constants[key].values),
      );
      // Weights of further steps come after those of the first ones, which they must be the same as.
      const parameters = tensorsOf(network.parameters, (key) => initialValues(1, key, network.parameters[key]));
      return tf.tidy(() => {
        const all = { ...parameters, ...constants };
        const encodings = Object.fromEntries(
          ['a', 'b'].map((id) => [id, network.encode(all, id, network.embed(all, id, values))]),
        );
        return network.decide(all, network.fuse(all, encodings)).arraySync();
      });
    };
    const [exact, padded] = [answered(3), answered(3 + (name === 'mlp' ? 0 : 4))];
    padded.flat().forEach((logit, at) => {
      expect(logit).toBeCloseTo(exact.flat()[at], 5);
    });
    expect(new Set(exact.flat()).size).toBeGreaterThan(3);
  });

  it('reads a step that is missing as one that is not there, and not as one of mean values', () => {
    const choice = EncoderChoice.parse({ name });
    const part = encoderPart(choice, series(3), { form: 'tokens', vocabularySize: 0 });
    expect(part.width).toBeGreaterThan(0);
    const read = (key: string): tf.Tensor =>
      key in part.parameters
        ? tf.tensor(initialValues(1, key, part.parameters[key]), [...part.parameters[key].shape])
        : tf.tensor([...part.constants[key].values], [...part.constants[key].shape]);
    const mask = tf.tensor2d([[1, 1, 0]]);
    const encoding = part.apply(read, { values: tf.fill([1, 1, 3, 2], 0.3), mask });
    if (encoding.form !== 'tokens') throw new Error('Tokens were asked for.');
    expect(encoding.mask.arraySync()).toEqual([[1, 1, 0]]);
  });
});

it('a gated recurrent unit is what its equations say, and stays as it is behind the last step', () => {
  const spec = series(3);
  const part = encoderPart({ name: 'gru', width: 2 }, spec, { form: 'vector', vocabularySize: 0 });
  const weights = Object.fromEntries(
    Object.entries(part.parameters).map(([key, { shape }]) => [
      key,
      [
        ...numbers(
          key,
          shape.reduce((size, side) => size * side, 1),
        ),
      ].map((value) => value - 0.5),
    ]),
  );
  const read = (key: string): tf.Tensor =>
    key in weights
      ? tf.tensor(weights[key], [...part.parameters[key].shape])
      : tf.tensor([...part.constants[key].values], [...part.constants[key].shape]);
  const given = numbers('given', 6);
  const found = (mask: readonly number[]): readonly number[] => [
    ...part.apply(read, { values: tf.tensor4d(given, [1, 1, 3, 2]), mask: tf.tensor2d([[...mask]]) }).values.dataSync(),
  ];
  const dense = (key: string, x: readonly number[]): readonly number[] =>
    weights[`${key}/bias`].map((bias, at) =>
      x.reduce((sum, v, row) => sum + v * weights[`${key}/kernel`][row * 6 + at], bias),
    );
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
  const expected = (steps: number): readonly number[] => {
    let h: readonly number[] = [0, 0];
    for (let step = 0; step < steps; step += 1) {
      const x = [0, 1].map((at) => (given[2 * step + at] - spec.mean[at]) / spec.std[at]);
      const [w, u] = [dense('input', x), dense('state', h)];
      h = h.map((old, at) => {
        const r = sigmoid(w[at] + u[at]);
        const z = sigmoid(w[2 + at] + u[2 + at]);
        return (1 - z) * Math.tanh(w[4 + at] + r * u[4 + at]) + z * old;
      });
    }
    return h;
  };
  for (const steps of [1, 2, 3]) {
    found([1, 2, 3].map((step) => Number(step <= steps))).forEach((value, at) => {
      expect(value).toBeCloseTo(expected(steps)[at], 5);
    });
  }
});

it('a single step has its gradients too', () => {
  for (const name of encodersFor('sequence')) {
    for (const form of ['vector', 'tokens'] as const) {
      const part = encoderPart(
        EncoderChoice.parse({ name }),
        { ...series(1), shortest: 1 },
        { form, vocabularySize: 0 },
      );
      const read = (key: string): tf.Tensor =>
        key in part.parameters
          ? tf.tensor(initialValues(1, key, part.parameters[key]), [...part.parameters[key].shape])
          : tf.tensor([...part.constants[key].values], [...part.constants[key].shape]);
      const slope = tf.grad((values: tf.Tensor) => tf.sum(tf.square(part.apply(read, { values, mask: null }).values)))(
        tf.tensor4d([0.9, 0.1], [1, 1, 1, 2]),
      );
      expect(Math.max(...slope.dataSync().map(Math.abs)), `${name}, ${form}`).toBeGreaterThan(0);
    }
  }
});
