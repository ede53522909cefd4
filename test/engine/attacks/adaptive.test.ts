import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GradientWay } from '../../../src/shared/attacks/attack';
import { openProblem } from '../../../src/engine/attacks/gradient/problem';
import { embedSamples, encodeAll } from '../../../src/engine/attacks/outputs';
import { initBackend } from '../../../src/engine/backends/registry';
import { imageAndText, inMemoryDataset, randomSamples } from './in-memory';
import { randomModel, smallEncoders } from './random-model';

beforeAll(() => initBackend('wasm'));

const dataset = inMemoryDataset(randomSamples(5));
const samples = [0, 1, 2, 3, 4].map((row) => dataset.sample(row));

interface Asked {
  readonly logits: readonly number[];
  readonly gradient: readonly number[];
  /** Per sample: weight of the image less that of the text, before and after a small step along the gradient. */
  readonly pull: readonly (readonly [number, number])[];
}

function asked(fusion: object, gradient: GradientWay): Asked {
  return tf.tidy(() => {
    const model = randomModel({ encoders: smallEncoders.cnn, fusion }, imageAndText);
    const embeddings = embedSamples(model, samples);
    const encodings = encodeAll(model, embeddings);
    const context = { model, samples, embeddings, encodings, seed: 0, pause: () => Promise.resolve() };
    const opened = openProblem(context, { norm: 'l2', radii: { image: 0.1 } });
    const values = { image: embeddings.image.values };
    const { logits, gradients } = opened.asked({ path: { unroll: 0, gradient } }).gradientsAt(values);
    const weightsAt = (image: tf.Tensor): Float32Array => {
      if (model.weighing === undefined) return new Float32Array(samples.length);
      const { image: own, text } = model.weighing.weights({
        ...encodings,
        image: model.encode('image', { values: image, mask: null }),
      });
      return tf.sub(own, text).dataSync<'float32'>();
    };
    const [before, after] = [weightsAt(values.image), weightsAt(tf.add(values.image, tf.mul(gradients.image, 1e-2)))];
    const result = {
      logits: [...logits.dataSync()],
      gradient: [...gradients.image.dataSync()],
      pull: samples.map((_, row) => [before[row], after[row]] as const),
    };
    opened.dispose();
    model.dispose();
    return result as never;
  });
}

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((value, index) => value - b[index])) / Math.hypot(...b);

describe.each([
  ['qmf', { name: 'qmf' }],
  ['gated', { name: 'gated', width: 8 }],
  ['mla', { name: 'mla' }],
])('weights that %s finds for each sample', (_, fusion) => {
  const own = (): Asked => asked(fusion, 'own');

  it('frozen: the model says the same, and the gradient through its weights is gone', () => {
    const frozen = asked(fusion, 'frozen-weights');
    expect(frozen.logits).toEqual(own().logits);
    expect(distance(frozen.gradient, own().gradient)).toBeGreaterThan(1e-3);
  });

  it('hijacked: what is attacked comes to count for more, sample by sample', () => {
    const hijacked = asked(fusion, 'hijacked-weights');
    expect(hijacked.logits).toEqual(own().logits);
    const risen = hijacked.pull.filter(([before, after]) => after > before).length;
    const without = own().pull.filter(([before, after]) => after > before).length;
    expect(risen).toBe(samples.length);
    expect(without).toBeLessThan(samples.length);
  });
});

describe('gradients through a closer solution', () => {
  it('are near those of a sound solver, and the model says the same', () => {
    const deq = { name: 'deq', width: 32 };
    const [own, tighter] = [asked(deq, 'own'), asked(deq, 'tighter')];
    expect(tighter.logits).toEqual(own.logits);
    expect(distance(tighter.gradient, own.gradient)).toBeLessThan(0.05);
    expect(tighter.gradient).not.toEqual(own.gradient);
  });
});

it.each(['frozen-weights', 'hijacked-weights', 'tighter'] as const)('%s is its own where a fusion has none', (way) => {
  expect(asked({ name: 'concat' }, way)).toEqual(asked({ name: 'concat' }, 'own'));
});
