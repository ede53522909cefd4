import type { ModalitySpecs } from '../../../src/shared/data/modality';
import type { Target } from '../../../src/shared/data/target';
import { Recipe } from '../../../src/shared/recipe/recipe';
import { buildModel } from '../../../src/engine/models/build';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { networkOf } from '../../../src/engine/models/network';
import { initialValues, tensorsOf } from '../../../src/engine/models/parameters';
import { vocabularyOf } from '../../../src/engine/models/vocabulary';

const vocabulary = vocabularyOf([['a', 'red', 'fox', 'jumps', 'over', 'dogs']]);

/** An untrained network of a real recipe: small, seeded, with margins small enough to be broken. */
export function randomModel(
  recipe: object,
  modalities: ModalitySpecs,
  options: { readonly seed?: number; readonly classes?: readonly string[]; readonly target?: Target } = {},
): FusedModel {
  const { seed = 1, classes = ['one', 'two', 'three'], target } = options;
  const parsed = Recipe.parse({ head: { name: 'linear' }, ...recipe });
  const specs = networkOf(parsed, modalities, classes.length, vocabulary, target).parameters;
  const parameters = tensorsOf(specs, (name) => initialValues(seed, name, specs[name]));
  return buildModel({
    id: 'random',
    recipe: parsed,
    modalities,
    classes,
    ...(target === undefined ? {} : { target }),
    vocabulary,
    parameters,
  });
}

export const smallEncoders = {
  cnn: { image: { name: 'cnn', channels: [4], width: 8 }, text: { name: 'mean-words', embedding: 6, width: 8 } },
  tokens: {
    image: { name: 'patch-tokens', patch: 4, width: 8, blocks: 1, heads: 2 },
    text: { name: 'word-transformer', width: 8, blocks: 1, heads: 2 },
  },
} as const;

export const smallFusions = {
  concat: { name: 'concat' },
  product: { name: 'product', width: 8 },
  gated: { name: 'gated', width: 8 },
  'low-rank-tensor': { name: 'low-rank-tensor', width: 8, rank: 2 },
  'token-transformer': { name: 'token-transformer', width: 8, blocks: 1, heads: 2 },
  late: { name: 'late' },
  qmf: { name: 'qmf' },
  deq: { name: 'deq', width: 32 },
  crmt: { name: 'crmt' },
  mult: { name: 'mult', width: 4, layers: 2, heads: 2, memory: 'gate' },
  mla: { name: 'mla' },
  'unis-mmc': { name: 'unis-mmc' },
} as const;
