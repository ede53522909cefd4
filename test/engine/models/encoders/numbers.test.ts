import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { downloaded } from '../../../../src/engine/models/weights';
import { isIntegrated } from '../../../../src/engine/models/integrated';
import type { ModalitySpecs } from '../../../../src/shared/data/modality';
import type { Recipe } from '../../../../src/shared/recipe/recipe';
import { encodersFor } from '../../../../src/shared/recipe/encoder-reads';
import type { EncoderChoice, EncoderName } from '../../../../src/shared/recipe/encoders';
import { randomFrom } from '../../../../src/engine/random';
import { slopes, worst } from '../finite-differences';
import { built } from '../tiny';

beforeAll(() => initBackend('cpu'));

const unit = (name: string) => ({ name, low: 0, high: 1 });
const specs: ModalitySpecs = {
  audio: {
    kind: 'audio',
    height: 4,
    width: 4,
    channels: 1,
    mean: [0.3],
    std: [0.2],
    seconds: 1,
    hertz: [60, 4000],
  },
  tabular: { kind: 'tabular', columns: ['a', 'b', 'c'].map(unit), mean: [0.2, 0.5, 0.7], std: [0.1, 0.2, 0.3] },
  sequence: { kind: 'sequence', steps: 4, features: ['x', 'y'].map(unit), mean: [0.2, 0.5], std: [0.1, 0.2] },
  skeleton: {
    kind: 'skeleton',
    joints: ['head', 'hand'],
    parents: [0, 0],
    steps: 3,
    coordinates: ['x', 'y'].map(unit),
    mean: [0.2, 0.5],
    std: [0.1, 0.2],
  },
};
const choices: Partial<Record<EncoderName, EncoderChoice>> = {
  cnn: { name: 'cnn', channels: [3], width: 4 },
  'patch-tokens': { name: 'patch-tokens', patch: 2, width: 4, blocks: 1, heads: 2 },
  mlp: { name: 'mlp', hidden: 5, width: 4 },
  'step-tokens': { name: 'step-tokens', width: 4, blocks: 1, heads: 2 },
  'raw-steps': { name: 'raw-steps' },
  gru: { name: 'gru', width: 4 },
  'temporal-cnn': { name: 'temporal-cnn', channels: [4, 3], kernel: 3, width: 4 },
  'residual-cnn': { name: 'residual-cnn', channels: [3], width: 4 },
  umurl: { name: 'umurl', streams: 'fused', width: 4 },
};
const cases = Object.entries(specs).flatMap(([id, { kind }]) =>
  encodersFor(kind).flatMap((name) =>
    (['concat', 'token-transformer'] as const).map((fusion) => ({ id, encoder: choices[name]!, fusion, name })),
  ),
);

function recipeOf(id: string, encoder: EncoderChoice, fusion: 'concat' | 'token-transformer'): Recipe {
  return {
    encoders: { [id]: encoder },
    fusion: fusion === 'concat' ? { name: fusion } : { name: fusion, width: 4, blocks: 1, heads: 2 },
    head: { name: 'linear' },
  };
}

describe.each(cases)('$name reads $id for $fusion', ({ id, encoder, fusion }) => {
  it('with the gradients of finite differences, of values and of parameters', () => {
    const { network, parameters } = built(recipeOf(id, encoder, fusion), specs);
    const random = randomFrom('values', id);
    const spec = specs[id];
    const size = { audio: 16, tabular: 3, sequence: 8, skeleton: 12, image: 0, text: 0 }[spec.kind];
    const values = [0, 1].map(() => Float32Array.from({ length: size }, () => random.uniform()));
    const embedded = network.embed(parameters, id, values);
    const weights = tf.tensor2d(
      Array.from({ length: 6 }, () => random.normal()),
      [2, 3],
    );
    const loss = (own: typeof parameters, x: tf.Tensor): tf.Scalar => {
      const encodings = { [id]: network.encode(own, id, { ...embedded, values: x }) };
      return tf.sum(tf.mul(network.decide(own, network.fuse(own, encodings)), weights));
    };
    expect(worst(slopes((x) => loss(parameters, x), embedded.values, 3, `${id} values`))).toBeLessThan(1);
    const errors = Object.keys(parameters).map((name) => {
      const f = (x: tf.Tensor): tf.Scalar => loss({ ...parameters, [name]: x }, embedded.values);
      return [name, worst(slopes(f, parameters[name], 1, `${id} ${name}`))] as const;
    });
    expect(errors.filter(([, error]) => error >= 1)).toEqual([]);
  });
});

it('a column that is missing is zero to its encoder, whatever the mean of the others', () => {
  const { network, parameters } = built(recipeOf('tabular', choices.mlp!, 'concat'), specs);
  const flat = { ...parameters };
  for (const name of Object.keys(flat).filter((one) => one.endsWith('bias'))) flat[name] = tf.zerosLike(flat[name]);
  const mean = network.embed(flat, 'tabular', [Float32Array.of(0.2, 0.5, 0.7)]);
  const { values } = network.encode(flat, 'tabular', mean);
  expect(Math.max(...values.dataSync().map(Math.abs))).toBeLessThan(1e-6);
});

it('what is proven of the dense layers is no less than a long step moves', async () => {
  const recipe: Recipe = {
    encoders: { tabular: choices.mlp!, sequence: { name: 'mlp', hidden: 5, width: 4 } },
    fusion: { name: 'crmt', margin: 2, integration: 0, orthogonal: true },
    head: { name: 'linear' },
  };
  const { network, parameters } = built(recipe, specs);
  if (!isIntegrated(network)) throw new Error('CRMT adds scores up.');
  const bound = network.integration.representationBound(await downloaded(parameters), 'tabular')!;
  const at = (value: Float32Array): Float32Array => {
    const encoding = network.encode(parameters, 'tabular', network.embed(parameters, 'tabular', [value]));
    return network.integration.score(parameters, 'tabular', encoding).dataSync<'float32'>();
  };
  const [here, there] = [at(Float32Array.of(0, 0, 0)), at(Float32Array.of(1, 1, 1))];
  const moved = Math.max(...here.map((score, index) => Math.abs(score - there[index])));
  expect(moved).toBeGreaterThan(0);
  expect(moved).toBeLessThanOrEqual(bound * Math.sqrt(3));
});
