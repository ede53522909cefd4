import { z } from 'zod';
import { blocks, heads, width } from './sizes';

/** Image encoder: (convolution 3×3, ReLU, max-pool 2) per entry of `channels`, then a dense layer of `width`. */
export const CnnChoice = z.strictObject({
  name: z.literal('cnn').meta({ description: 'image or sound: convolutions 3×3 with max-pooling, then a dense layer' }),
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
  name: z.literal('patch-tokens').meta({ description: 'image or sound: square patches as tokens of a transformer' }),
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

/** Encoder of numbers: all of them side by side, dense layers; as tokens, one for each element. */
export const MlpChoice = z.strictObject({
  name: z.literal('mlp').meta({ description: 'numbers: all of them side by side, then dense layers' }),
  hidden: width.default(64).meta({ description: 'width of the hidden layer', unit: 'units' }),
  width: width.default(64).meta({ description: 'outputs of the last dense layer', unit: 'units' }),
});
/** Encoder of what comes step by step: what belongs to a step as a token, positions, transformer blocks. */
export const StepTokensChoice = z.strictObject({
  name: z.literal('step-tokens').meta({ description: 'sequence or sound: steps as tokens of a transformer' }),
  width: width.default(32).meta({ description: 'width of a token', unit: 'units' }),
  blocks: blocks(1),
  heads,
});
/** Encoder of what comes step by step, which leaves it as it is, for fusions that project tokens themselves. */
export const RawStepsChoice = z.strictObject({
  name: z
    .literal('raw-steps')
    .meta({ description: 'sequence or sound: steps as they are, normalised; learns nothing' }),
});
const filters = z.array(z.int().min(1).max(512)).min(1).max(6);
/** Encoder of what comes step by step: a gated recurrent unit, from the first step to the last. */
export const GruChoice = z.strictObject({
  name: z.literal('gru').meta({ description: 'sequence or sound: a gated recurrent unit over the steps' }),
  width: width.default(32).meta({ description: 'width of the state', unit: 'units' }),
});
/** Encoder of what comes step by step: convolutions over time. */
export const TemporalCnnChoice = z.strictObject({
  name: z.literal('temporal-cnn').meta({ description: 'sequence or sound: convolutions over time' }),
  channels: filters.default([32, 32]).meta({ description: 'filters of each convolution', unit: 'filters' }),
  kernel: z
    .int()
    .min(1)
    .max(15)
    .refine((steps) => steps % 2 === 1, { error: 'Give an odd number' })
    .default(3)
    .meta({ title: 'length of a filter', description: 'steps that a filter spans, an odd number', unit: 'steps' }),
  width: width.default(32).meta({ description: 'outputs of the dense layer', unit: 'units' }),
});
/** Image encoder: residual blocks of convolutions 3×3, max-pooling between them. */
export const ResidualCnnChoice = z.strictObject({
  name: z
    .literal('residual-cnn')
    .meta({ description: 'image or sound: residual blocks of convolutions 3×3, then a dense layer' }),
  channels: filters
    .default([8, 16])
    .meta({ description: 'filters of each block; each halves the image', unit: 'filters' }),
  width: width.default(128).meta({ description: 'outputs of the dense layer', unit: 'units' }),
});

/** What is derived of a skeleton: its joints, the bones between them, and how they move. */
export const bodyKinds = ['joint', 'bone', 'motion'] as const;
export type BodyKind = (typeof bodyKinds)[number];
/** Which of them an encoder reads: all fused before it, one alone, or all with an encoder each. */
export const BodyStreams = z.enum(['fused', ...bodyKinds, 'three']);
export type BodyStreams = z.infer<typeof BodyStreams>;
/** Encoder of skeletons: tokens of steps and of joints, of what is derived from them, max-pooled (UmURL). */
export const UmurlChoice = z.strictObject({
  name: z
    .literal('umurl')
    .meta({ description: 'skeleton: joints, bones and motion as tokens of steps and of joints (UmURL)' }),
  streams: BodyStreams.default('fused').meta({
    description:
      'what is derived of the skeleton: joints, bones and motion fused before one encoder, one of them alone, or each with an encoder of its own',
    words: { joint: 'joints', bone: 'bones', three: 'three, an encoder each' },
  }),
  width: width.default(64).meta({
    description: 'width of a token; a stream’s encoding is twice as wide. 1024 as released',
    unit: 'units',
  }),
});

export const EncoderChoice = z.discriminatedUnion('name', [
  CnnChoice,
  PatchTokensChoice,
  MeanWordsChoice,
  WordTransformerChoice,
  MlpChoice,
  StepTokensChoice,
  RawStepsChoice,
  GruChoice,
  TemporalCnnChoice,
  ResidualCnnChoice,
  UmurlChoice,
]);

export type EncoderChoice = z.infer<typeof EncoderChoice>;
export type EncoderName = EncoderChoice['name'];
