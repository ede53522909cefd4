/** Every kind of input, encoder, fusion and head, small; and what a model of them answers, here and exported. */
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { askedOf } from '../../../src/engine/export/asked';
import { modelGraph } from '../../../src/engine/export/model-graph';
import type { ExportedModel } from '../../../src/engine/export/run';
import { downloaded } from '../../../src/engine/models/weights';
import type { ModalityValue } from '../../../src/engine/modalities/modality';
import { randomFrom } from '../../../src/engine/random';
import { encodersFor } from '../../../src/shared/recipe/encoder-reads';
import { isPlane, planeOf, type ModalitySpecs } from '../../../src/shared/data/modality';
import type { Recipe } from '../../../src/shared/recipe/recipe';
import type { EncoderChoice, EncoderName } from '../../../src/shared/recipe/encoders';
import type { FusionChoice } from '../../../src/shared/recipe/fusions';
import type { HeadChoice } from '../../../src/shared/recipe/heads';
import { built, CLASSES, vocabulary, type Built } from '../models/tiny';
import { answersByOnnx, answersByTfjs } from './answers';

const unit = (name: string) => ({ name, low: -1, high: 1 });
export const specs: ModalitySpecs = {
  image: { kind: 'image', height: 8, width: 4, channels: 3, mean: [0.4, 0.5, 0.6], std: [0.3, 0.2, 0.25] },
  text: { kind: 'text', maxWords: 4 },
  audio: { kind: 'audio', height: 4, width: 8, channels: 1, mean: [0.3], std: [0.2], seconds: 1, hertz: [60, 4000] },
  tabular: { kind: 'tabular', columns: ['a', 'b', 'c'].map(unit), mean: [0.2, 0.5, 0.7], std: [0.1, 0.2, 0.3] },
  sequence: {
    kind: 'sequence',
    steps: 4,
    shortest: 1,
    features: ['x', 'y'].map(unit),
    mean: [0.2, 0.5],
    std: [0.1, 0.2],
  },
  skeleton: {
    kind: 'skeleton',
    joints: ['head', 'hand', 'foot'],
    parents: [0, 0, 0],
    steps: 4,
    coordinates: ['x', 'y'].map(unit),
    mean: [0.2, 0.5],
    std: [0.1, 0.2],
  },
};

/** Every encoder, some in several forms. */
const encoders: Readonly<Record<EncoderName, readonly EncoderChoice[]>> = {
  cnn: [{ name: 'cnn', channels: [3, 4], width: 4 }],
  'patch-tokens': [{ name: 'patch-tokens', patch: 2, width: 4, blocks: 1, heads: 2 }],
  'residual-cnn': [{ name: 'residual-cnn', channels: [3, 4], width: 4 }],
  'mean-words': [{ name: 'mean-words', embedding: 4, width: 4 }],
  'word-transformer': [{ name: 'word-transformer', width: 4, blocks: 1, heads: 2 }],
  mlp: [{ name: 'mlp', hidden: 5, width: 4 }],
  'step-tokens': [{ name: 'step-tokens', width: 4, blocks: 1, heads: 2 }],
  'raw-steps': [{ name: 'raw-steps' }],
  gru: [{ name: 'gru', width: 4 }],
  'temporal-cnn': [{ name: 'temporal-cnn', channels: [4, 3], kernel: 3, width: 4 }],
  umurl: (['fused', 'joint', 'bone', 'motion', 'three'] as const).map((streams) => ({
    name: 'umurl',
    streams,
    width: 4,
  })),
};

/** Every fusion, in every form that calculates otherwise. */
export const fusions: readonly FusionChoice[] = [
  { name: 'concat' },
  { name: 'product', width: 4 },
  { name: 'gated', width: 4 },
  { name: 'low-rank-tensor', width: 3, rank: 2 },
  { name: 'token-transformer', width: 4, blocks: 1, heads: 2 },
  { name: 'late', together: 'mean', separate: false },
  { name: 'late', together: 'sum', separate: true },
  { name: 'qmf', rank: 1, rankForm: 'slack' },
  { name: 'deq', width: 16, solver: 'anderson', iterations: 105, tolerance: 1e-3, unrolled: 3, jacobian: 0.1 },
  { name: 'crmt', margin: 2, integration: 0, orthogonal: true },
  { name: 'crmt', margin: 2, integration: 0, orthogonal: false },
  { name: 'unis-mmc', unimodal: true, contrast: 0, temperature: 0.5, contrastForm: 'paper' },
  { name: 'mla', weights: 'entropy' },
  { name: 'mla', weights: 'mean' },
  { name: 'mla', weights: 'fixed' },
  ...(['level-0', 'top', 'average', 'gate', 'concat'] as const).map((memory): FusionChoice => ({
    name: 'mult',
    width: 4,
    layers: 2,
    heads: 2,
    memory,
    causal: memory !== 'top',
  })),
];
const heads: readonly HeadChoice[] = [{ name: 'linear' }, { name: 'mlp', hidden: 5 }, { name: 'deep', hidden: 4 }];

/** Samples of numbers that were drawn; texts and sequences of different lengths, a text without words, an unknown word. */
export function valuesOf(modalities: ModalitySpecs, id: string, count: number): readonly ModalityValue[] {
  const spec = modalities[id];
  const random = randomFrom('exported', id, count);
  return Array.from({ length: count }, (_, row): ModalityValue => {
    if (!isPlane(spec)) return Array.from({ length: row % 5 }, () => ['red', 'shirt', 'unseen'][random.below(3)]);
    const { height, width, channels } = planeOf(spec);
    const steps = spec.kind === 'sequence' ? 1 + (row % width) : width;
    return Float32Array.from({ length: height * steps * channels }, () => random.uniform());
  });
}

export interface Case {
  readonly id: string;
  readonly encoder: EncoderChoice;
  readonly fusion: FusionChoice;
  readonly head: HeadChoice;
}

/** Every encoder of every kind of input it reads, by the fusion given; heads take turns. */
export function casesOf(fusion: FusionChoice): readonly Case[] {
  return Object.entries(specs)
    .flatMap(([id, { kind }]) =>
      encodersFor(kind).flatMap((name) => encoders[name].map((encoder) => ({ id, encoder }))),
    )
    .map((one, at) => ({ ...one, fusion, head: heads[at % (fusion.name === 'crmt' ? 2 : heads.length)] }));
}

/** With pictures beside it, or beside pictures with words. */
export function recipeOf({ id, encoder, fusion, head }: Case): Recipe {
  // A head that inputs share reads encodings of one width.
  const width =
    encoder.name === 'raw-steps'
      ? rawWidths[id]
      : encoder.name === 'umurl'
        ? encoder.streams === 'three'
          ? 24
          : 8
        : 4;
  const other =
    id === 'image'
      ? { text: encoders['mean-words'][0] }
      : { image: { name: 'cnn', channels: [3, 4], width } satisfies EncoderChoice };
  return { encoders: { [id]: encoder, ...other }, fusion, head };
}
const rawWidths: Readonly<Record<string, number>> = { audio: 4, sequence: 2, skeleton: 6 };

export async function exportedOf(recipe: Recipe, { parameters }: Built, modalities = specs): Promise<ExportedModel> {
  const classes = Array.from({ length: CLASSES }, (_, place) => `class ${place}`);
  return { recipe, modalities, classes, vocabulary, weights: await downloaded(parameters) };
}

export function logitsOf(
  { network, parameters }: Built,
  values: Readonly<Record<string, readonly ModalityValue[]>>,
): readonly number[] {
  return tf.tidy(() => {
    const encodings = Object.fromEntries(
      Object.keys(network.modalities).map((id) => [
        id,
        network.encode(parameters, id, network.embed(parameters, id, values[id])),
      ]),
    );
    return Array.from(network.decide(parameters, network.fuse(parameters, encodings)).dataSync());
  });
}

/** Holds what is exported against the model itself, of one sample and of several, more than it was written down with. */
export async function expectSameAnswers(recipe: Recipe, modalities = specs, tolerance = 1e-4): Promise<void> {
  const model = built(recipe, modalities);
  const graph = await modelGraph(await exportedOf(recipe, model, modalities));
  for (const count of [1, 7]) {
    const values = Object.fromEntries(
      Object.keys(model.network.modalities).map((id) => [id, valuesOf(modalities, id, count)]),
    );
    const own = logitsOf(model, values);
    expect(own.every(Number.isFinite)).toBe(true);
    const asked = askedOf(model.network.modalities, vocabulary, values);
    for (const answers of [await answersByOnnx(graph, asked), await answersByTfjs(graph, asked)]) {
      expect(answers.length).toBe(own.length);
      const largest = Math.max(...own.map((logit, place) => Math.abs(logit - answers[place])));
      expect(largest).toBeLessThan(tolerance * Math.max(1, ...own.map(Math.abs)));
    }
  }
  model.network.dispose();
  tf.dispose(Object.values(model.parameters));
}
