/**
 * The label-permutation control (MUROAN §2.5): trained on labels that are dealt out anew, a model is at chance. If it
 * were not, the label would leak into the inputs or into the evaluation.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ModelSpec } from '../../src/shared/models/model-spec';
import { initBackend } from '../../src/engine/backends/registry';
import type { Dataset } from '../../src/engine/data/dataset';
import { openDataset } from '../../src/engine/data/open';
import { prepareShipped } from '../../src/engine/data/shipped';
import { permutation, randomFrom } from '../../src/engine/random';
import { train } from '../../src/engine/training/train';

let parent: string;
let dataset: Dataset;
beforeAll(async () => {
  await initBackend('wasm');
  parent = await mkdtemp(path.join(tmpdir(), 'muroan-permutation-'));
  const folder = path.join(parent, 'caption-match');
  await prepareShipped('caption-match', folder);
  dataset = await openDataset(folder);
});
afterAll(async () => {
  await rm(parent, { recursive: true, force: true, maxRetries: 5 });
});

/** Every row with the label of another one, in all three splits. */
function withPermutedLabels(whole: Dataset): Dataset {
  const order = permutation(whole.manifest.count, randomFrom('label permutation'));
  const label = (row: number): number => whole.label(order[row]);
  return { ...whole, label, sample: (row) => ({ ...whole.sample(row), label: label(row) }) };
}

it.each([
  ['the labels as they are', (whole: Dataset) => whole, [0.8, 1]],
  ['permuted labels', withPermutedLabels, [0.5, 0.5]],
] as const)('trained and tested on %s', async (title, labelled, [low, high]) => {
  const spec = ModelSpec.parse({
    dataset: 'caption-match',
    recipe: {
      encoders: { image: { name: 'cnn' }, text: { name: 'mean-words' } },
      fusion: { name: 'product' },
    },
    training: { epochs: 5, trainRows: 9000 },
    seed: 0,
  });
  const { test } = await train({
    spec,
    dataset: labelled(dataset),
    checkpoint: null,
    onUpdate: () => undefined,
    pause: () => Promise.resolve(),
  });
  const accuracy = test.correct / test.count;
  console.log(`${title}: ${test.correct} of ${test.count} right, ${accuracy.toFixed(4)}`);
  // Whatever the model answers, permuted labels agree with half of it, within 3.3 standard deviations (p = 0.001).
  const spread = 3.3 * Math.sqrt(0.25 / test.count);
  expect(accuracy).toBeGreaterThan(low - spread);
  expect(accuracy).toBeLessThan(high + spread);
});
