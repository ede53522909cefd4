import type { ModalitySpecs } from '../../../src/shared/data/modality';
import type { Recipe } from '../../../src/shared/recipe/recipe';
import type { EncoderChoice } from '../../../src/shared/recipe/encoders';
import type { FusionChoice } from '../../../src/shared/recipe/fusions';
import type { HeadChoice, SampleHeadChoice } from '../../../src/shared/recipe/heads';
import { MASK_WORD, type ModalityValue } from '../../../src/engine/modalities/modality';
import { networkOf } from '../../../src/engine/models/network';
import { openNetwork, type OpenNetwork } from '../../../src/engine/models/open-network';
import { initialValues, tensorsOf, type Parameters } from '../../../src/engine/models/parameters';
import { randomFrom } from '../../../src/engine/random';

/** Sizes small enough for finite differences on the reference backend. */
export const SIDE = 4;
export const CLASSES = 3;
export const vocabulary = ['<padding>', '<unknown>', 'red', 'green', 'blue', 'shirt'];

export const modalities: ModalitySpecs = {
  image: { kind: 'image', height: SIDE, width: SIDE, channels: 1, mean: [0.4], std: [0.3] },
  text: { kind: 'text', maxWords: 4 },
};

export const imageEncoders: readonly EncoderChoice[] = [
  { name: 'cnn', channels: [3, 4], width: 5 },
  { name: 'patch-tokens', patch: 2, width: 4, blocks: 1, heads: 2 },
];
export const textEncoders: readonly EncoderChoice[] = [
  { name: 'mean-words', embedding: 4, width: 5 },
  { name: 'word-transformer', width: 4, blocks: 1, heads: 2 },
];
export const fusions: readonly FusionChoice[] = [
  { name: 'concat' },
  { name: 'product', width: 4 },
  { name: 'gated', width: 4 },
  { name: 'low-rank-tensor', width: 3, rank: 2 },
  { name: 'token-transformer', width: 4, blocks: 1, heads: 2 },
  { name: 'late', together: 'mean', separate: false },
  { name: 'qmf', rank: 1, rankForm: 'slack' },
  // Solved for, it is held against plain numbers in `equilibrium`: by differences here it would take minutes.
  { name: 'deq', width: 16, solver: 'anderson', iterations: 105, tolerance: 1e-3, unrolled: 3, jacobian: 0.1 },
  { name: 'crmt', margin: 2, integration: 0, orthogonal: true },
  { name: 'unis-mmc', unimodal: true, contrast: 0, temperature: 0.5, contrastForm: 'paper' },
  { name: 'mla', weights: 'entropy' },
  { name: 'mult', width: 4, layers: 1, heads: 2, memory: 'level-0', causal: true },
  { name: 'late', together: 'mean', separate: true },
];
export const mlp: HeadChoice = { name: 'mlp', hidden: 5 };
export const linear: SampleHeadChoice = { name: 'linear' };

export interface Combination {
  readonly title: string;
  readonly recipe: Recipe;
}

/**
 * Every image encoder with every text encoder with every fusion; heads take turns. MulT, of a hundred weights by name, with one
 * pair of encoders: its own are held against finite differences all together in `crossmodal`.
 */
export const combinations: readonly Combination[] = imageEncoders.flatMap((image, imageAt) =>
  textEncoders.flatMap((text, textAt) =>
    fusions.flatMap((fusion, index) =>
      fusion.name === 'mult' && (imageAt === 0 || textAt === 0)
        ? []
        : [
            {
              title: `${image.name} + ${text.name}, ${fusion.name}`,
              recipe: { encoders: { image, text }, fusion, head: index % 2 === 0 ? mlp : linear },
            },
          ],
    ),
  ),
);

export interface Built {
  readonly network: OpenNetwork;
  readonly parameters: Parameters;
}

/** A network with its starting weights, every constant start (zero biases) replaced by noise so that all of it works. */
export function built(recipe: Recipe, specs: ModalitySpecs = modalities, seed = 1): Built {
  const network = openNetwork(networkOf(recipe, specs, CLASSES, vocabulary));
  const parameters = tensorsOf(network.parameters, (name) => {
    const values = initialValues(seed, name, network.parameters[name]);
    const random = randomFrom('noise', seed, name);
    return values.map((value) => value + 0.2 * random.normal());
  });
  return { network, parameters };
}

export function images(count: number, side = SIDE): readonly Float32Array[] {
  return Array.from({ length: count }, (_, row) => {
    const random = randomFrom('image', row);
    return Float32Array.from({ length: side * side }, () => random.uniform());
  });
}

/** Different lengths, an unseen word, the mask word, and a text without words. */
export const texts: readonly (readonly string[])[] = [
  ['red', 'shirt'],
  ['Green', 'unseen', 'blue', 'shirt'],
  [],
  [MASK_WORD],
];

export const inputs: Readonly<Record<string, readonly ModalityValue[]>> = { image: images(4), text: texts };
