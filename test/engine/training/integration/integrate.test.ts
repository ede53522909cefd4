import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { isIntegrated } from '../../../../src/engine/models/integrated';
import { integrate } from '../../../../src/engine/training/integration/integrate';
import { scoreTable } from '../../../../src/engine/training/integration/score-table';
import { meanRadius } from '../../../../src/engine/training/integration/second-step';
import { built } from '../../models/tiny';
import { toyDataset, toySpec } from '../toy';

beforeAll(() => initBackend('wasm'));

const pause = (): Promise<void> => Promise.resolve();

it('the second step raises the radius that the measured slopes give, by the weights alone', async () => {
  const dataset = toyDataset(18);
  const three = { ...dataset, manifest: { ...dataset.manifest, classes: ['a', 'b', 'c'] } };
  const rows = dataset.rowsOf('train');
  const spec = toySpec({ fusion: { name: 'crmt', integration: 20 }, head: { name: 'linear' } });
  const { network, parameters } = built(spec.recipe, dataset.manifest.modalities);
  if (!isIntegrated(network)) throw new Error('CRMT adds scores up.');
  const { facts, changed } = await integrate({
    network,
    parameters,
    spec,
    dataset: three,
    rows,
    pause,
    onPart: () => undefined,
  });
  const ids = Object.keys(network.modalities);
  const flat = (of: Readonly<Record<string, readonly number[]>>): Float64Array =>
    Float64Array.from(ids.flatMap((id) => of[id]));
  const start = Object.fromEntries(ids.map((id) => [id, [...parameters[network.integration.weights[id]].dataSync()]]));
  const table = await scoreTable(network, parameters, three, rows, pause);
  const slopes = flat(facts.slopes);
  const radius = (weights: typeof facts.weights, constants = slopes): number =>
    meanRadius({ table, slopes: constants, biases: facts.biases }, flat(weights));
  expect(facts.secondStep!.before).toBe(radius(start));
  expect(facts.secondStep!.after).toBe(radius(facts.weights));
  expect(radius(facts.weights)).toBeGreaterThan(radius(start));
  expect(
    radius(
      start,
      slopes.map(() => 1),
    ),
  ).not.toBeCloseTo(radius(start), 2);
  expect(ids.map((id) => changed[network.integration.weights[id]].shape)).toEqual([[3], [3]]);
  // A bound for pairs of classes is of one head over all inputs.
  expect(facts.joint).toBeUndefined();
  tf.dispose(changed);
});
