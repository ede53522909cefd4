import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { isIntegrated } from '../../../../src/engine/models/integrated';
import { batchOf } from '../../../../src/engine/training/batches';
import { integrate } from '../../../../src/engine/training/integration/integrate';
import { slopeParts } from '../../../../src/engine/training/integration/slopes';
import { built } from '../../models/tiny';
import { toyDataset, toySpec } from '../toy';

beforeAll(() => initBackend('wasm'));

const pause = (): Promise<void> => Promise.resolve();
const dataset = toyDataset(12);
const three = { ...dataset, manifest: { ...dataset.manifest, classes: ['a', 'b', 'c'] } };
const rows = dataset.rowsOf('train');

it.each([0, 5])(
  'a joint head is told by pairs of classes, with the weights that %i passes of a second step leave',
  async (integration) => {
    const spec = toySpec({ fusion: { name: 'crmt', orthogonal: false, integration }, head: { name: 'linear' } });
    const { network, parameters } = built(spec.recipe, dataset.manifest.modalities);
    if (!isIntegrated(network)) throw new Error('CRMT adds scores up.');
    let parts = 0;
    const before = tf.memory().numTensors;
    const { facts, changed } = await integrate({
      network,
      parameters,
      spec,
      dataset: three,
      rows,
      pause,
      onPart: () => (parts += 1),
    });
    expect(parts).toBe(slopeParts(network, rows.length));
    expect(tf.memory().numTensors).toBe(before + Object.keys(changed).length);
    const kept = { ...parameters, ...changed };
    const { weights } = network.integration;
    for (const id of ['image', 'text']) {
      const heads = tf.tidy(
        () => tf.mul(network.integration.rows(kept, id), tf.expandDims(kept[weights[id]], 1)).arraySync() as number[][],
      );
      for (const [y, j] of [
        [0, 1],
        [1, 2],
        [2, 0],
      ]) {
        const c = Math.hypot(...heads[y].map((value, d) => value - heads[j][d]));
        expect(facts.joint!.factors[id][y][j]).toBeCloseTo(c, 4);
        expect(facts.joint!.factors[id][j][y]).toBe(facts.joint!.factors[id][y][j]);
        const slopes = rows.map((row) =>
          tf.tidy(() => {
            const embedded = network.embed(kept, id, batchOf(three, network, [row]).inputs[id]);
            const margin = (values: tf.Tensor): tf.Scalar => {
              const score = network.integration.score(kept, id, network.encode(kept, id, { ...embedded, values }));
              const counted = tf.mul<tf.Tensor2D>(score, kept[weights[id]]);
              return tf.div(
                tf.sub(tf.sum(tf.slice(counted, [0, y], [1, 1])), tf.sum(tf.slice(counted, [0, j], [1, 1]))),
                c,
              );
            };
            return tf.norm(tf.grad(margin)(embedded.values)).dataSync()[0];
          }),
        );
        expect(facts.joint!.slopes[id][y][j]).toBeCloseTo(Math.max(...slopes), 4);
      }
    }
    tf.dispose(changed);
  },
);
