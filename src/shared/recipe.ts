import { z } from 'zod';
import { DatasetName } from './dataset';
import { Integration } from './integration';
import { ModalitySpecs } from './modality';

const width = z.int().min(1).max(4096);
const blocks = (minimum: number) => z.int().min(minimum).max(12).default(1).meta({ description: 'transformer blocks' });
const heads = z.int().min(1).max(16).default(4).meta({ description: 'attention heads per block' });

/** Image encoder: (convolution 3×3, ReLU, max-pool 2) per entry of `channels`, then a dense layer of `width`. */
export const CnnChoice = z.strictObject({
  name: z.literal('cnn').meta({ description: 'image: convolutions 3×3 with max-pooling, then a dense layer' }),
  channels: z
    .array(z.int().min(1).max(512))
    .min(1)
    .max(6)
    .default([8, 16])
    .meta({ description: 'filters of each convolution; each halves the image', unit: 'filters' }),
  width: width.default(128).meta({ description: 'outputs of the dense layer', unit: 'units' }),
});
/** Image encoder: non-overlapping patches, a linear projection, position embeddings, transformer blocks. */
export const PatchTokensChoice = z.strictObject({
  name: z.literal('patch-tokens').meta({ description: 'image: square patches as tokens of a transformer' }),
  patch: z.int().min(1).max(64).default(7).meta({ description: 'side of a patch', unit: 'pixels' }),
  width: width.default(64).meta({ description: 'width of a token', unit: 'units' }),
  blocks: blocks(0),
  heads,
});
/** Text encoder: mean of the word embeddings, then a dense layer. */
export const MeanWordsChoice = z.strictObject({
  name: z.literal('mean-words').meta({ description: 'text: mean of the word embeddings, then a dense layer' }),
  embedding: width.default(64).meta({ description: 'width of a word embedding', unit: 'units' }),
  width: width.default(128).meta({ description: 'outputs of the dense layer', unit: 'units' }),
});
/** Text encoder: word and position embeddings, transformer blocks, masked mean. */
export const WordTransformerChoice = z.strictObject({
  name: z.literal('word-transformer').meta({ description: 'text: words as tokens of a transformer, masked mean' }),
  width: width.default(64).meta({ description: 'width of a token', unit: 'units' }),
  blocks: blocks(1),
  heads,
});

export const EncoderChoice = z.discriminatedUnion('name', [
  CnnChoice,
  PatchTokensChoice,
  MeanWordsChoice,
  WordTransformerChoice,
]);

/** z = [h_1; h_2; …]. */
export const ConcatChoice = z.strictObject({
  name: z.literal('concat').meta({ description: 'the encodings one after the other' }),
});
/** z = (W_1 h_1 + b_1) * (W_2 h_2 + b_2) * … (element-wise). */
export const ProductChoice = z.strictObject({
  name: z
    .literal('product')
    .meta({ description: 'the encodings, brought to one width, multiplied element by element' }),
  width: width.default(128).meta({ description: 'width of the product', unit: 'units' }),
});
/**
 * Gated multimodal unit (Arevalo et al., arXiv 1702.01992, section 3.1): z = Σ_m σ(G_m [h_1; h_2; …]) * tanh(W_m h_m),
 * element-wise.
 */
export const GatedChoice = z.strictObject({
  name: z.literal('gated').meta({ description: 'each encoding weighted by a gate that looks at all of them (GMU)' }),
  width: width.default(128).meta({ description: 'width of the fused embedding', unit: 'units' }),
});
/**
 * Low-rank multimodal fusion (Liu et al., arXiv 1806.00064, equations 5 to 9): the outer product of all [h_m; 1], read by
 * a weight tensor that is a sum of `rank` outer products: z = Σ_r (W_1r [h_1; 1]) * (W_2r [h_2; 1]) * … + b.
 */
export const LowRankTensorChoice = z.strictObject({
  name: z
    .literal('low-rank-tensor')
    .meta({ description: 'products of all encodings with each other, by a weight tensor of low rank (LMF)' }),
  width: width.default(64).meta({ description: 'width of the fused embedding', unit: 'units' }),
  rank: z.int().min(1).max(64).default(4).meta({ description: 'outer products that the weight tensor is a sum of' }),
});
/** MMBT-style: tokens of every modality projected into one space, segment embeddings, self-attention, masked mean. */
export const TokenTransformerChoice = z.strictObject({
  name: z.literal('token-transformer').meta({ description: 'tokens of all modalities in one transformer (MMBT)' }),
  width: width.default(64).meta({ description: 'width of a token', unit: 'units' }),
  blocks: blocks(1),
  heads,
});
/** One head per modality; z = mean of their logits. */
export const LateChoice = z.strictObject({
  name: z.literal('late').meta({ description: 'one head per modality; the mean of their logits' }),
});
/**
 * QMF (Zhang et al., arXiv 2306.02050): one head per modality; z = Σ_m c_m f_m of their logits f_m, each weighted by the
 * confidence c_m = logsumexp(f_m) / 10 that its energy gives.
 */
export const QmfChoice = z.strictObject({
  name: z
    .literal('qmf')
    .meta({ description: 'one head per modality; their logits weighted by how sure each is of the sample (QMF)' }),
});
/**
 * DEQ-Fusion (Ni et al., arXiv 2306.16645): z is the fused part of a fixed point of a map of every modality's state and a
 * fused one, found by Anderson's iteration; unrolled, of so many applications of that map.
 */
export const DeqChoice = z.strictObject({
  name: z
    .literal('deq')
    .meta({ description: 'the balance that all encodings and a fused state come to, by a solver (DEQ)' }),
  width: width
    .default(64)
    .meta({ description: 'width of each state and of the fused embedding, a multiple of 4', unit: 'units' }),
  iterations: z
    .int()
    .min(1)
    .max(1000)
    .default(105)
    .meta({ description: 'steps of the solver at most; what is not solved by then is flagged', unit: 'steps' }),
  tolerance: z
    .number()
    .positive()
    .max(0.1)
    .default(1e-3)
    .meta({ description: 'change by one more step below which a sample is solved' }),
  unrolled: z
    .int()
    .min(0)
    .max(1000)
    .default(0)
    .meta({ description: 'ablation: apply the map so often in place of solving; 0 to solve', unit: 'steps' }),
  jacobian: z
    .number()
    .min(0)
    .max(1000)
    .default(0.1)
    .meta({ description: 'strength with which training keeps the map’s slope small, so that it can be solved' }),
});
/**
 * CRMT (Yang et al., arXiv 2402.06244): h_k = Σ_m a_k^(m) s_k^(m) + b_k, where s^(m) is read off each modality's
 * representation by orthonormal rows.
 */
export const CrmtChoice = z.strictObject({
  name: z
    .literal('crmt')
    .meta({ description: 'an orthogonal classifier per modality; how much each counts is learned for itself (CRMT)' }),
  margin: z
    .number()
    .min(0)
    .max(100)
    .default(2)
    .meta({ description: 'strength with which training widens the margin of the weakest modality; 0 for not at all' }),
  integration: z.int().min(0).max(1000).default(45).meta({
    description: 'passes at the end in which only how much each modality counts is learned (step 2); 0 for none',
    unit: 'epochs',
  }),
});

export const FusionChoice = z.discriminatedUnion('name', [
  ConcatChoice,
  ProductChoice,
  GatedChoice,
  LowRankTensorChoice,
  TokenTransformerChoice,
  LateChoice,
  QmfChoice,
  DeqChoice,
  CrmtChoice,
]);

export const LinearHeadChoice = z.strictObject({
  name: z.literal('linear').meta({ description: 'one dense layer' }),
});
export const MlpHeadChoice = z.strictObject({
  name: z.literal('mlp').meta({ description: 'a hidden layer with ReLU, then a dense layer' }),
  hidden: width.default(128).meta({ description: 'units of the hidden layer', unit: 'units' }),
});
export const HeadChoice = z.discriminatedUnion('name', [LinearHeadChoice, MlpHeadChoice]);

export type EncoderChoice = z.infer<typeof EncoderChoice>;
export type FusionChoice = z.infer<typeof FusionChoice>;
export type HeadChoice = z.infer<typeof HeadChoice>;
export type EncoderName = EncoderChoice['name'];
export type FusionName = FusionChoice['name'];
export type HeadName = HeadChoice['name'];

/** The unified view: encoders → fusion → head. One modality makes a unimodal baseline. */
export const Recipe = z.strictObject({
  encoders: z.record(z.string(), EncoderChoice).refine((encoders) => Object.keys(encoders).length > 0, {
    message: 'names no modality. Give at least one encoder.',
  }),
  fusion: FusionChoice,
  head: HeadChoice.default({ name: 'mlp', hidden: 128 }),
});
export type Recipe = z.infer<typeof Recipe>;

/** The modalities a recipe reads. Sorted, since the order of keys is not part of a plan's identity. */
export function modalityIds(recipe: Recipe): readonly string[] {
  return Object.keys(recipe.encoders).sort();
}

/**
 * What the validation loss has to fall by for an epoch to count as better. At chance it wavers by less around log K, and
 * training that goes nowhere should end.
 */
export const leastImprovement = 1e-3;

/** Joint training with Adam; the best weights on the validation split are kept. */
export const JointTraining = z.strictObject({
  method: z.literal('joint').default('joint').meta({ description: 'all parts at once, with Adam' }),
  epochs: z.int().min(1).max(1000).default(8).meta({ description: 'passes over the training split at most' }),
  batchSize: z.int().min(1).max(4096).default(64).meta({ description: 'samples per step', unit: 'samples' }),
  learningRate: z.number().positive().max(1).default(3e-3).meta({ description: 'step size of Adam' }),
  patience: z
    .int()
    .min(1)
    .max(1000)
    .default(3)
    .meta({
      description: `epochs without a validation loss lower by ${String(leastImprovement)} before training ends`,
      unit: 'epochs',
    }),
  wordDropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0)
    .meta({ description: 'probability that a word is left out, in training only' }),
  dropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.1)
    .meta({ description: 'probability that an encoder output is left out, in training only' }),
  shift: z
    .int()
    .min(0)
    .max(64)
    .default(0)
    .meta({ description: 'images are moved by up to so many pixels each way, in training only', unit: 'pixels' }),
  mirror: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ description: 'probability that an image is mirrored left to right, in training only' }),
  occlusion: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ description: 'probability that a square of an image is covered by the mean colour, in training only' }),
  weightDecay: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ description: 'strength of the pull of the weights towards zero' }),
  trainRows: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .meta({ description: 'samples of the training split used; null for all of them', unit: 'samples' }),
});
export const TrainingChoice = JointTraining;
export type TrainingChoice = z.infer<typeof TrainingChoice>;

/** Steps of one pass over so many samples; the last batch may be smaller. */
export function stepsPerEpoch({ batchSize }: Pick<TrainingChoice, 'batchSize'>, rows: number): number {
  return Math.ceil(rows / batchSize);
}

/** Everything that determines a trained model, but for the data's content hash. */
export const ModelSpec = z.strictObject({
  dataset: DatasetName,
  recipe: Recipe,
  training: TrainingChoice.prefault({}),
  seed: z.int().min(0).default(0),
});
export type ModelSpec = z.infer<typeof ModelSpec>;

export const CurvePoint = z.strictObject({
  epoch: z.int().min(0),
  step: z.int().min(0),
  trainLoss: z.number(),
  trainAccuracy: z.number(),
  validationLoss: z.number(),
  validationAccuracy: z.number(),
});
export type CurvePoint = z.infer<typeof CurvePoint>;

/** The learning curve of a model that is being trained, so far. */
export const TrainingProgress = z.strictObject({ model: z.string(), curve: z.array(CurvePoint) });
export type TrainingProgress = z.infer<typeof TrainingProgress>;

/** A training that was begun and is not done. */
export const UnfinishedModel = z.strictObject({
  model: z.string(),
  title: z.string(),
  spec: ModelSpec,
  /** Is there a checkpoint to go on from? */
  checkpoint: z.boolean(),
  /** As far as the live engine knows it. */
  curve: z.array(CurvePoint),
});
export type UnfinishedModel = z.infer<typeof UnfinishedModel>;

/** `model.json` of a model folder, beside `weights.safetensors`. */
export const ModelDescription = z.strictObject({
  format: z.literal('muroan.model'),
  formatVersion: z.literal(1),
  /** Hash of the specification and the data's content hash; also the folder's name (shortened). */
  id: z.string().length(64),
  /** Short name for people: `concat (cnn + mean-words, mlp) · seed 0`. */
  title: z.string(),
  spec: ModelSpec,
  datasetHash: z.string().length(64),
  modalities: ModalitySpecs,
  classes: z.array(z.string()).min(2),
  /** Words by id, from the training split; ids 0 and 1 are padding and unknown. Empty without text. */
  vocabulary: z.array(z.string()),
  parameters: z.int().min(0),
  weightsHash: z.string().length(64),
  curve: z.array(CurvePoint),
  bestEpoch: z.int().min(0),
  /** Clean accuracy on the whole test split. */
  test: z.strictObject({ correct: z.int().min(0), count: z.int().positive() }),
  device: z.string(),
  /** Of a fusion whose decision is a sum over the modalities. */
  integration: Integration.optional(),
  seconds: z.number().min(0),
  appVersion: z.string(),
});
export type ModelDescription = z.infer<typeof ModelDescription>;
