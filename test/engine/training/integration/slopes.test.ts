import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { isIntegrated, type IntegratedNetwork } from '../../../../src/engine/models/integrated';
import type { Parameters } from '../../../../src/engine/models/parameters';
import { batchOf } from '../../../../src/engine/training/batches';
import { largestSlopes, slopeParts } from '../../../../src/engine/training/integration/slopes';
import { Recipe } from '../../../../src/shared/recipe/recipe';
import { built } from '../../models/tiny';
import { toyDataset, toySpec } from '../toy';

beforeAll(() => initBackend('cpu'));

const dataset = toyDataset(18);
const { recipe } = toySpec({ fusion: { name: 'crmt' }, head: { name: 'linear' } });

function prepared(): { readonly network: IntegratedNetwork; readonly parameters: Parameters } {
  const { network, parameters } = built(Recipe.parse(recipe), dataset.manifest.modalities);
  if (!isIntegrated(network)) throw new Error('CRMT adds scores up.');
  return { network, parameters };
}

it('are the largest of all samples, each class by itself, whatever the weights of the scores', async () => {
  const { network, parameters } = prepared();
  const rows = dataset.rowsOf('train');
  const two = { ...dataset, manifest: { ...dataset.manifest, classes: ['a', 'b', 'c'] } };
  let parts = 0;
  const before = tf.memory().numTensors;
  const measure = (values: Parameters): ReturnType<typeof largestSlopes> =>
    largestSlopes(
      network,
      values,
      two,
      rows,
      () => Promise.resolve(),
      () => (parts += 1),
    );
  const found = await measure(parameters);
  expect(tf.memory().numTensors).toBe(before);
  expect(parts).toBe(slopeParts(network, rows.length));
  for (const id of ['image', 'text']) {
    for (let k = 0; k < 3; k += 1) {
      const each = rows.map((row) =>
        tf.tidy(() => {
          const { inputs } = batchOf(two, network, [row]);
          const embedded = network.embed(parameters, id, inputs[id]);
          const score = (values: tf.Tensor): tf.Scalar =>
            tf.sum(
              tf.slice(
                network.integration.score(parameters, id, network.encode(parameters, id, { ...embedded, values })),
                [0, k],
                [1, 1],
              ),
            );
          return tf.norm(tf.grad(score)(embedded.values)).dataSync()[0];
        }),
      );
      expect(found[id][k]).toBeCloseTo(Math.max(...each), 4);
      expect(found[id][k]).toBeGreaterThan(0.01);
    }
  }
  // Twice the weights a leave every slope: they are of s, not of the fused logit.
  const weight = network.integration.weights.image;
  expect(await measure({ ...parameters, [weight]: tf.mul(parameters[weight], 2) })).toEqual(found);
});
