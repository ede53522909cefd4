import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { hashOfBytes } from '../../../src/shared/identity';
import { ModelDescription } from '../../../src/shared/models/model-description';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { loadModel } from '../../../src/engine/models/load';
import { downloaded, weightsFile } from '../../../src/engine/models/weights';
import { logitsOf } from '../../../src/engine/training/score';
import { built, combinations, inputs, modalities, vocabulary } from './tiny';

beforeAll(() => initBackend('wasm'));

const { recipe } = combinations[0];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muroan-model-'));
});
afterEach(() => rm(folder, { recursive: true }));

function describeModel(weights: Uint8Array): ModelDescription {
  return ModelDescription.parse({
    format: 'muroan.model',
    formatVersion: 1,
    id: 'a'.repeat(64),
    title: 'concat',
    spec: { dataset: 'tiny', recipe },
    datasetHash: 'b'.repeat(64),
    modalities: { ...modalities, unused: modalities.text },
    classes: ['one', 'two', 'three'],
    vocabulary,
    parameters: 1,
    weightsHash: hashOfBytes(weights),
    curve: [],
    bestEpoch: 0,
    test: { correct: 1, count: 2 },
    device: 'wasm',
    seconds: 1,
    appVersion: '0.0.0',
  });
}

async function save(weights: Uint8Array, change: Partial<ModelDescription> = {}): Promise<void> {
  await writeFile(join(folder, 'weights.safetensors'), weights);
  await writeFile(join(folder, 'model.json'), JSON.stringify({ ...describeModel(weights), ...change }));
}

function predict(model: FusedModel): number[] {
  return tf.tidy(() => {
    const encodings = Object.fromEntries(
      Object.keys(model.modalities).map((id) => [id, model.encode(id, model.embed(id, inputs[id]))]),
    );
    return [...model.decide(model.fuse(encodings)).dataSync()];
  });
}

test('a loaded model predicts what the stored one did, and frees its weights', async () => {
  const { network, parameters } = built(recipe);
  const expected = tf.tidy(() => [...logitsOf(network, parameters, inputs).dataSync()]);
  await save(weightsFile(await downloaded(parameters)));
  const before = tf.memory().numTensors;
  const model = await loadModel(folder);
  expect(predict(model)).toEqual(expected);
  expect(model.id).toBe('a'.repeat(64));
  expect(model.classes).toEqual(['one', 'two', 'three']);
  expect(Object.keys(model.modalities)).toEqual(['image', 'text']);
  expect(model.perturbs).toEqual({ image: 'input', text: 'latent' });
  expect([...model.gives]).toEqual(['labels', 'scores', 'embedding', 'gradients']);
  model.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

describe('a folder that is not as it should be', () => {
  const weightsOf = async (): Promise<Uint8Array> => weightsFile(await downloaded(built(recipe).parameters));

  test('no model at all', async () => {
    await expect(loadModel(folder)).rejects.toMatchObject({
      code: 'not-found',
      message: 'is missing.',
      where: join(folder, 'model.json'),
    });
  });

  test('a description that is not JSON', async () => {
    await writeFile(join(folder, 'model.json'), '{"format":');
    await expect(loadModel(folder)).rejects.toMatchObject({
      code: 'damaged',
      message: 'is not valid JSON; the file is damaged.',
    });
  });

  test('a description that lacks a field', async () => {
    await writeFile(join(folder, 'model.json'), '{"format":"muroan.model"}');
    await expect(loadModel(folder)).rejects.toMatchObject({
      code: 'damaged',
      where: `${join(folder, 'model.json')}.formatVersion`,
    });
  });

  test('one changed byte of the weights', async () => {
    const weights = await weightsOf();
    await save(weights);
    weights[weights.length - 1] ^= 1;
    await writeFile(join(folder, 'weights.safetensors'), weights);
    await expect(loadModel(folder)).rejects.toMatchObject({
      code: 'damaged',
      message: 'does not hold the weights that model.json describes (its hash differs).',
    });
  });

  test('weights of another shape', async () => {
    await save(await weightsOf(), { classes: ['one', 'two'] });
    await expect(loadModel(folder)).rejects.toMatchObject({
      code: 'damaged',
      message: 'holds "head/dense/kernel" as [5, 3], not [5, 2].',
    });
  });

  test('weights of another recipe', async () => {
    const weights = await weightsOf();
    const { spec } = describeModel(weights);
    await save(weights, { spec: { ...spec, recipe: { ...recipe, head: { name: 'linear' } } } });
    await expect(loadModel(folder)).rejects.toMatchObject({
      code: 'damaged',
      message: 'holds tensor "head/hidden/bias", which the recipe does not have.',
    });
  });
});
