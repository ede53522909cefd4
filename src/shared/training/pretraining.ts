import { z } from 'zod';
import type { Recipe } from '../recipe/recipe';

/**
 * Training without labels before training with them: UmURL (arXiv 2311.03106) of an encoder of skeletons, from four views of
 * every clip that differ by crops in time, corrupted joints and shear. Off while `epochs` is 0.
 */
export const PretrainingChoice = z.strictObject({
  epochs: z.int().min(0).max(10_000).default(0).meta({
    description:
      'passes over the training split before any label is seen, in which an encoder `umurl` learns what views of one clip have in common; 0 for none. The paper has 451',
  }),
  encoder: z
    .enum(['frozen', 'tuned'])
    .default('frozen')
    .meta({
      title: 'encoder afterwards',
      description:
        'when labels are seen: it stays as it is (linear probe, of a linear head), or learns on (fine-tuning)',
      words: { frozen: 'stays as it is', tuned: 'learns on' },
    }),
  batchSize: z.int().min(2).max(4096).default(128).meta({
    description: 'clips per step without labels; spread and independence are told from a batch',
    unit: 'clips',
  }),
  learningRate: z.number().positive().max(1).default(1e-3).meta({
    description: 'step size of Adam without labels, a tenth of it in the last fifth of the passes; 0.0005 as released',
  }),
  crop: z.number().min(0.05).max(1).default(0.5).meta({
    description: 'least share of a clip that a view shows, stretched to its length; 0.1 as released, of longer clips',
    unit: 'of the clip',
  }),
});
export type PretrainingChoice = z.infer<typeof PretrainingChoice>;

/** How an encoder fares by the nearest of the training samples, told by its encoding alone. */
const Retrieval = z.strictObject({ correct: z.int().min(0), count: z.int().positive() });

/** What training without labels came to. */
export const Pretraining = z.strictObject({
  epochs: z.int().min(1),
  /** Mean of what it lowers, of every pass. */
  losses: z.array(z.number()),
  /**
   * By modality: samples of the test split whose nearest sample of the training split, by the cosine of their encodings, has
   * their class; as the encoder was at its start, and as it became.
   */
  retrieval: z.record(z.string(), z.strictObject({ before: Retrieval, after: Retrieval })),
  seconds: z.number().min(0),
});
export type Pretraining = z.infer<typeof Pretraining>;

/** Inputs whose encoder learns without labels first. */
export function pretrainedInputs(
  { encoders }: Pick<Recipe, 'encoders'>,
  { pretraining }: { readonly pretraining: PretrainingChoice },
): readonly string[] {
  if (pretraining.epochs === 0) return [];
  return Object.keys(encoders)
    .sort()
    .filter((id) => encoders[id].name === 'umurl');
}

/** What a training learns without labels, in words; empty where it begins with labels. */
export function pretrainingWords({
  pretraining,
}: {
  readonly pretraining: PretrainingChoice;
}): readonly (readonly ['pretraining', string])[] {
  const { epochs, encoder, batchSize, learningRate, crop } = pretraining;
  if (epochs === 0) return [];
  const afterwards = { frozen: 'then frozen', tuned: 'then tuned' }[encoder];
  const least = String(Number((100 * crop).toPrecision(3)));
  const words = `UmURL without labels, ${String(epochs)} ${epochs === 1 ? 'pass' : 'passes'} of ${String(batchSize)} clips a step at ${String(learningRate)}, views of ${least} % or more; ${afterwards}`;
  return [['pretraining', words]];
}
