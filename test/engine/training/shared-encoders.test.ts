import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { networkOf, type Network } from '../../../src/engine/models/network';
import { commonEncoderParts } from '../../../src/engine/models/shared-encoders';
import type { HostParameters } from '../../../src/engine/models/parameters';
import { readSafetensors } from '../../../src/engine/models/safetensors';
import { pauseWith } from '../../../src/engine/pause';
import { outlineOf } from '../../../src/engine/training/outline';
import { train } from '../../../src/engine/training/train';
import type { Trained } from '../../../src/engine/training/trained';
import { hashOfBytes } from '../../../src/shared/identity';
import type { ModelSpec } from '../../../src/shared/models/model-spec';
import type { ModalitySpecs } from '../../../src/shared/data/modality';
import { Recipe } from '../../../src/shared/recipe/recipe';
import type { EncoderName } from '../../../src/shared/recipe/encoders';
import { FusionChoice } from '../../../src/shared/recipe/fusions';
import { encodersFrom, sharingLimit } from '../../../src/shared/recipe/shared-encoders';
import { toyDataset, toySpec } from './toy';

beforeAll(() => initBackend('wasm'));

const dataset = toyDataset();
const training = { epochs: 2, patience: 2, encoders: 'shared', dropout: 0.2 } as const;

interface Way {
  readonly encoders?: HostParameters;
  readonly checkpoint?: Uint8Array;
  readonly onCheckpoint?: (bytes: Uint8Array) => void;
}

function trained(spec: ModelSpec, { checkpoint, onCheckpoint, ...way }: Way = {}): Promise<Trained> {
  return train({
    spec,
    dataset,
    ...way,
    checkpoint: checkpoint ?? null,
    checkpointEvery: 0,
    onUpdate: (update) => {
      if (update.kind === 'checkpoint') onCheckpoint?.(update.bytes);
    },
    pause: pauseWith(() => undefined),
  });
}

const weightsOf = ({ weights }: Trained): HostParameters => readSafetensors(weights, 'weights').tensors;

/** The weights of the model whose encoders a specification shares. */
async function sourceOf(spec: ModelSpec): Promise<HostParameters> {
  const source = encodersFrom(spec);
  if (source === null) throw new Error('It has encoders of its own.');
  return weightsOf(await trained(source));
}

test('every fusion of a study shares the encoders of one concatenation, of the same seed and training', () => {
  const [product, late] = [{ name: 'product', width: 8 }, { name: 'late' }].map((fusion) =>
    encodersFrom(toySpec({ fusion, head: { name: 'linear' } } as Parameters<typeof toySpec>[0], training)),
  );
  expect(product).toEqual(late);
  const {
    recipe,
    seed,
    training: trainedSo,
  } = toySpec({ fusion: { name: 'concat' } }, { ...training, encoders: 'own' });
  expect(product).toMatchObject({
    seed,
    training: trainedSo,
    recipe: { ...recipe, head: { name: 'mlp', hidden: 128 } },
  });
  expect(encodersFrom(toySpec())).toBeNull();
});

test('what is shared stays as it is, to the bit, and what follows is trained; it goes on from any step', async () => {
  const spec = toySpec({}, training);
  const encoders = await sourceOf(spec);
  const before = tf.memory().numTensors;
  const checkpoints: Uint8Array[] = [];
  const whole = await trained(spec, { encoders, onCheckpoint: (bytes) => checkpoints.push(bytes) });
  expect(tf.memory().numTensors).toBe(before);
  const weights = weightsOf(whole);
  const own = weightsOf(await trained(toySpec({}, { ...training, encoders: 'own' })));
  expect([...weights.keys()].sort()).toEqual([...own.keys()].sort());
  for (const [name, { data }] of weights) {
    if (name.startsWith('encoders/')) expect(data, name).toEqual(encoders.get(name)?.data);
    else expect(data, name).not.toEqual(own.get(name)?.data);
  }
  expect(whole.curve[1].trainLoss).toBeLessThan(whole.curve[0].trainLoss);
  expect(whole.parameters).toBe([...weights.values()].reduce((sum, { data }) => sum + data.length, 0));
  expect(whole.parts.encoders.image).toBeGreaterThan(0);
  // Nothing that is frozen weighs on the checkpoint.
  const [middle] = checkpoints.slice(5);
  expect([...readSafetensors(middle, 'c').tensors.keys()].filter((name) => name.includes('encoders'))).toEqual([]);
  const resumed = await trained(spec, { encoders, checkpoint: middle });
  expect(hashOfBytes(resumed.weights)).toBe(hashOfBytes(whole.weights));
});

test('a fusion of tokens shares what comes before the vector, and learns where its tokens stand', async () => {
  const fusion = { name: 'token-transformer', width: 8, blocks: 1, heads: 2 } as const;
  const spec = toySpec({ fusion }, training);
  const encoders = await sourceOf(spec);
  const weights = weightsOf(await trained(spec, { encoders }));
  const same = [...weights].filter(([name, { data }]) => hashOf(data) === hashOf(encoders.get(name)?.data));
  expect(same.map(([name]) => name).sort()).toEqual([
    'encoders/image/conv1/bias',
    'encoders/image/conv1/kernel',
    'encoders/image/conv2/bias',
    'encoders/image/conv2/kernel',
    'encoders/text/words',
  ]);
  expect(weights.has('encoders/image/position')).toBe(true);
});

test('slopes and proven bounds of shared encoders are measured on them', async () => {
  const spec = toySpec({ fusion: { name: 'crmt', margin: 2, integration: 5 }, head: { name: 'linear' } }, training);
  const { integration } = await trained(spec, { encoders: await sourceOf(spec) });
  for (const id of ['image', 'text']) {
    expect(Math.max(...(integration?.slopes[id] ?? []))).toBeGreaterThan(0);
    expect(integration?.bounds[id]).toBeGreaterThanOrEqual(Math.max(...(integration?.slopes[id] ?? [])));
  }
});

test('without the model that gives them nothing is trained, and their time can be told without it', async () => {
  const spec = toySpec({}, training);
  await expect(trained(spec)).rejects.toThrow('The shared encoders lack encoders/image/');
  const { speed } = await outlineOf(
    spec,
    dataset,
    true,
    pauseWith(() => undefined),
  );
  expect(speed?.step).toBeGreaterThan(0);
});

test.each<readonly ['image' | 'audio' | 'tabular' | 'sequence', EncoderName]>([
  ['image', 'cnn'],
  ['image', 'patch-tokens'],
  ['audio', 'cnn'],
  ['tabular', 'mlp'],
  ['sequence', 'mlp'],
  ['sequence', 'step-tokens'],
])('of %s by %s, every fusion shares something, but for those that are refused', (kind, encoder) => {
  const specs = {
    image: { kind: 'image', height: 8, width: 8, channels: 1, mean: [0.5], std: [0.3] },
    audio: { kind: 'audio', height: 8, width: 8, mean: [0.5], std: [0.3] },
    tabular: { kind: 'tabular', columns: ['a', 'b', 'c'], mean: [0, 0, 0], std: [1, 1, 1] },
    sequence: { kind: 'sequence', steps: 4, features: ['a', 'b'], mean: [0, 0], std: [1, 1] },
  } as unknown as ModalitySpecs;
  const networkFor = (recipe: Recipe): Network => networkOf(recipe, { x: specs[kind] }, 2, ['', '']);
  for (const { shape } of FusionChoice.options) {
    const recipe = Recipe.parse({
      encoders: {
        x: {
          name: encoder,
          ...(encoder === 'cnn' ? { channels: [4] } : encoder === 'patch-tokens' ? { patch: 4 } : {}),
        },
      },
      fusion: { name: shape.name.value },
    });
    const source = encodersFrom({ ...toySpec({}, training), recipe });
    const common = commonEncoderParts(networkFor(recipe), networkFor(source?.recipe ?? recipe));
    expect(common.length > 0, shape.name.value).toBe(sharingLimit(recipe, 'x') === null);
  }
});

function hashOf(data: Float32Array | undefined): string {
  return data === undefined ? '' : hashOfBytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}
