import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { crossEntropies } from '../../../src/engine/models/cross-entropies';
import { targetsOf } from '../../../src/engine/models/targets';
import type { Embedded } from '../../../src/engine/models/fused-model';
import type { Parameters } from '../../../src/engine/models/parameters';
import { slopes, worst } from './finite-differences';
import { built, CLASSES, combinations, inputs, type Built } from './tiny';

const labels = Int32Array.from([0, 1, 2, 1]);

function lossOf(
  { network }: Built,
  parameters: Parameters,
  replaced: Readonly<Record<string, tf.Tensor>> = {},
): tf.Scalar {
  const encodings = Object.fromEntries(
    Object.keys(network.modalities).map((id) => {
      const embedded = network.embed(parameters, id, inputs[id]);
      const changed: Embedded = id in replaced ? { ...embedded, values: replaced[id] } : embedded;
      return [id, network.encode(parameters, id, changed)];
    }),
  );
  const logits = network.decide(parameters, network.fuse(parameters, encodings));
  return tf.sum(
    crossEntropies(
      logits,
      targetsOf(
        Array.from(labels, (label) => ({ label })),
        CLASSES,
      ),
    ),
  );
}

beforeAll(() => initBackend('cpu'));

describe.each(combinations)('$title', ({ title, recipe }) => {
  test.each(['image', 'text'])('gradient for the embedded %s', (id) => {
    const model = built(recipe);
    const { values } = model.network.embed(model.parameters, id, inputs[id]);
    const found = slopes((x) => lossOf(model, model.parameters, { [id]: x }), values, 3, `${title} ${id}`);
    expect(worst(found)).toBeLessThan(1);
    // QMF's weights are about a ninth with three classes, CRMT's begin at a tenth: slopes through them are as much smaller.
    const least = ['qmf', 'crmt'].includes(recipe.fusion.name) ? 0.001 : 0.01;
    expect(Math.max(...found.map(({ measured }) => Math.abs(measured)))).toBeGreaterThan(least);
  });

  test('gradient for every parameter', () => {
    const model = built(recipe);
    // Classifiers of each input by itself are for training: the answer does not read them.
    const isRead = (name: string): boolean => recipe.fusion.name !== 'unis-mmc' || !name.startsWith('fusion/');
    const errors = Object.keys(model.parameters)
      .filter(isRead)
      .map((name) => {
        const f = (x: tf.Tensor): tf.Scalar => lossOf(model, { ...model.parameters, [name]: x });
        return [name, worst(slopes(f, model.parameters[name], 1, `${title} ${name}`))] as const;
      });
    expect(errors.filter(([, error]) => error >= 1)).toEqual([]);
  });
});

test('the check notices a gradient that is wrong by a tenth', () => {
  const wrong = tf.customGrad((x) => ({
    value: tf.sum(tf.square(x as tf.Tensor)),
    gradFunc: () => tf.mul(x as tf.Tensor, 2.2),
  }));
  const x = tf.tensor1d([0.3, -0.5, 0.8]);
  expect(worst(slopes((v) => wrong(v) as tf.Scalar, x, 3, 'wrong'))).toBeGreaterThan(1);
  expect(worst(slopes((v) => tf.sum(tf.square(v)), x, 3, 'wrong'))).toBeLessThan(1);
});
