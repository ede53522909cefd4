import { z } from 'zod';
import { modalityIds } from '../recipe/recipe';

/**
 * What follows inputs that were trained each by itself (an ensemble): low-rank adapters over what stays frozen, after the idea
 * of MMLoRA (Du et al., arXiv 2310.05193), or all weights together. How MMLoRA places and scales its adapters is not known
 * here: this is an MMLoRA-style reconstruction, not verified. Of no meaning to other methods.
 */
export const AdaptingChoice = z.strictObject({
  epochs: z
    .int()
    .min(1)
    .max(1000)
    .default(8)
    .meta({ description: 'passes over the training split at most, after each input was trained by itself' }),
  learningRate: z
    .number()
    .positive()
    .max(1)
    .default(1e-3)
    .meta({ description: 'step size of the optimiser, after each input was trained by itself' }),
  adapterRank: z.int().min(1).max(64).default(4).meta({
    title: 'rank of the adapters',
    description:
      'columns of the two matrices whose product is added to each frozen kernel (r); which the paper used is not known here: compare several',
  }),
  scaling: z
    .number()
    .positive()
    .max(1000)
    .default(4)
    .meta({ title: 'scaling', description: 'a: the product is added a/r times' }),
  adapted: z
    .enum(['all', 'first', 'second', 'third'])
    .default('all')
    .meta({ title: 'inputs with adapters', description: 'all of them, or the one that comes so in the alphabet' }),
  adaptedLayers: z
    .enum(['all', 'last-half'])
    .default('all')
    .meta({
      title: 'layers with adapters',
      description: 'kernels of each encoder, dense, of attention or of convolutions, that get adapters',
      words: { 'last-half': 'last half' },
    }),
  answerHeads: z
    .enum(['frozen', 'trained'])
    .default('frozen')
    .meta({ title: 'heads beside adapters', description: 'the head of each input, once it was trained by itself' }),
});
export type AdaptingChoice = z.infer<typeof AdaptingChoice>;

/** Inputs that get adapters, of a recipe; empty for a place that it has none in. */
export function adaptedInputs(
  recipe: { readonly encoders: Readonly<Record<string, unknown>> },
  { adapted }: AdaptingChoice,
): readonly string[] {
  const ids = modalityIds(recipe);
  switch (adapted) {
    case 'all':
      return ids;
    case 'first':
      return ids.slice(0, 1);
    case 'second':
      return ids.slice(1, 2);
    case 'third':
      return ids.slice(2, 3);
    default:
      return adapted satisfies never;
  }
}

/** The adapters of a trained model. */
export const Adapters = z.strictObject({
  rank: z.int().min(1),
  scaling: z.number().positive(),
  /** Names of the kernels that have one. */
  kernels: z.array(z.string()).min(1),
  /** Numbers of the adapters: of each kernel r (d_in + d_out). */
  added: z.int().min(1),
  /** Numbers of heads that learned beside them. */
  heads: z.int().min(0),
  /** Numbers that stayed as they were. */
  frozen: z.int().min(1),
  /** SHA-256 of `adapters.safetensors`. */
  hash: z.string().length(64),
  /** SHA-256 of the frozen weights as a safetensors file: the same before and after training. */
  frozenHash: z.string().length(64),
});
export type Adapters = z.infer<typeof Adapters>;

/** What an input came to that was trained by itself: of an ensemble. */
export const TrainedAlone = z.strictObject({
  /** Epochs that it took, and the one whose weights are kept. */
  epochs: z.int().min(1),
  bestEpoch: z.int().min(1),
  test: z.strictObject({ correct: z.int().min(0), count: z.int().positive() }),
});
export type TrainedAlone = z.infer<typeof TrainedAlone>;
