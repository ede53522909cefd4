import { z } from 'zod';
import { ClassName } from '../data/dataset';
import { TensorType } from './signature';

const tensor = z.string().min(1).max(200);
const perChannel = z.array(z.number()).max(64).default([]);
/** Name of a file beside the map: never a path. */
const FileName = z
  .string()
  .min(1)
  .max(120)
  .regex(/^(?!\.)[^/\\\0:]+$/, 'Give the name of a file that lies beside the map, without a folder');

/** In which order a model reads the values of a plane: N samples, C channels, H rows, W columns; `flat`: rows, columns, channels in one. */
export const Layout = z.enum(['NCHW', 'NHWC', 'NCWH', 'NWHC', 'NHW', 'NWC', 'NCW', 'NW', 'flat']);
export type Layout = z.infer<typeof Layout>;

/** How a picture, a sound or numbers reach an input: `(scale · value − mean) / std`, values being in [0, 1] before. */
export const NumbersInput = z.strictObject({
  kind: z.literal('numbers'),
  /** Name of the model's input. */
  input: tensor,
  type: TensorType.default('float32'),
  layout: Layout.default('NCHW'),
  /** Rows and columns that it is brought to, linearly; null: as the data have it. */
  size: z
    .tuple([z.int().min(1).max(4096), z.int().min(1).max(4096)])
    .nullable()
    .default(null),
  /** Channels that it is brought to: a grey picture is repeated, a coloured one weighed (BT.601); null: as the data have it. */
  channels: z
    .union([z.literal(1), z.literal(3)])
    .nullable()
    .default(null),
  /** Whether values are given in [0, 1], or as they were measured (tables, sequences, skeletons). */
  units: z.enum(['range', 'measured']).default('range'),
  scale: z.number().positive().max(65535).default(1),
  mean: perChannel,
  std: perChannel.refine((values) => values.every((value) => value > 0), {
    message: 'holds a value that is not above 0',
  }),
});
export type NumbersInput = z.infer<typeof NumbersInput>;

/** How texts become numbers. All of them put every text into `length` places: its start, its tokens, its end, padding. */
export const Tokenizer = z.discriminatedUnion('kind', [
  /** BERT's: `vocab.txt`, one token a line. */
  z.strictObject({
    kind: z.literal('wordpiece'),
    vocabulary: FileName,
    lowercase: z.boolean().default(true),
    unknown: z.string().default('[UNK]'),
    start: z.string().nullable().default('[CLS]'),
    end: z.string().nullable().default('[SEP]'),
    padding: z.string().default('[PAD]'),
  }),
  /** Byte-level pair encoding: `vocab.json` and `merges.txt`, as GPT-2 and RoBERTa (`gpt2`) or CLIP (`clip`) have them. */
  z.strictObject({
    kind: z.literal('bpe'),
    vocabulary: FileName,
    merges: FileName,
    form: z.enum(['gpt2', 'clip']).default('gpt2'),
    unknown: z.string().default('<unk>'),
    start: z.string().nullable().default('<s>'),
    end: z.string().nullable().default('</s>'),
    padding: z.string().default('<pad>'),
  }),
  /** Whole words: one a line, whose place is its number. */
  z.strictObject({
    kind: z.literal('words'),
    vocabulary: FileName,
    lowercase: z.boolean().default(false),
    unknown: z.string().default('<unk>'),
    start: z.string().nullable().default(null),
    end: z.string().nullable().default(null),
    padding: z.string().default('<pad>'),
  }),
]);
export type Tokenizer = z.infer<typeof Tokenizer>;

export const WordsInput = z.strictObject({
  kind: z.literal('words'),
  /** Names of the model's inputs: numbers of tokens; 1 where a token is and 0 where padding is; zeros. Null: it has none. */
  ids: tensor,
  mask: tensor.nullable().default(null),
  segments: tensor.nullable().default(null),
  type: z.enum(['int64', 'int32', 'float32']).default('int64'),
  /** Places of a text, its start and end among them; what is longer is cut. */
  length: z.int().min(3).max(4096),
  tokenizer: Tokenizer,
});
export type WordsInput = z.infer<typeof WordsInput>;

export const MappedInput = z.discriminatedUnion('kind', [NumbersInput, WordsInput]);
export type MappedInput = z.infer<typeof MappedInput>;

/** `map.json`: how a data set's samples reach a model that was made elsewhere, and what its numbers mean. */
export const ModelMap = z.strictObject({
  format: z.literal('muroan.model-map'),
  formatVersion: z.literal(1),
  /** What people read. */
  title: z.string().trim().min(1).max(80),
  /** By modality; those left out are not read. */
  inputs: z.record(z.string(), MappedInput).refine((inputs) => Object.keys(inputs).length > 0, {
    message: 'binds no modality to an input',
  }),
  output: z.strictObject({
    /** Name of the model's output, [samples, classes]; of a value [samples, 1], or [samples]. */
    name: tensor,
    /** Of sets of labels, logits and probabilities are of each label by itself; of a value it gives `values`. */
    gives: z.enum(['logits', 'probabilities', 'values']).default('logits'),
    /** The data set's classes (labels, name of the value) in the order in which the model answers. */
    classes: z.array(ClassName).min(1).max(10_000),
    /** A value in the unit of the data is `factor` · the model's number + `offset`; absent: they are alike. */
    rescaled: z
      .strictObject({
        factor: z.number().refine((factor) => factor !== 0, { message: 'is 0, which leaves one answer' }),
        offset: z.number(),
      })
      .optional(),
  }),
  /** Name of the tensor of its graph that is taken for the fused embedding z; null: none is. */
  embedding: tensor.nullable().default(null),
  /** Whether its graph is brought into a form that gradients pass, where that can be done. */
  gradients: z.enum(['if-possible', 'never']).default('if-possible'),
  /** Samples that are sent to it at once, at most. */
  batch: z.int().min(1).max(4096).default(64),
  /** Seconds that it may take to answer so many. */
  timeout: z.number().min(0.1).max(600).default(60),
  /** Share of right answers that its makers state for the test split; null: none is stated. */
  statedAccuracy: z.number().min(0).max(1).nullable().default(null),
  /** Macro F1 (0 to 1) of sets of labels, or mean absolute error of values, that its makers state; absent, null: none. */
  statedScore: z.number().min(0).nullable().optional(),
});
export type ModelMap = z.infer<typeof ModelMap>;

/** Inputs of the model that a mapped one gives something to, and the fields that name them. */
export function tensorNames(input: MappedInput): readonly { readonly field: string; readonly tensor: string }[] {
  if (input.kind === 'numbers') return [{ field: 'input', tensor: input.input }];
  return (['ids', 'mask', 'segments'] as const).flatMap((field) => {
    const name = input[field];
    return name === null ? [] : [{ field, tensor: name }];
  });
}

/** Files beside the map that it names. */
export function filesOf({ inputs }: Pick<ModelMap, 'inputs'>): readonly string[] {
  const names = Object.values(inputs).flatMap((input) => {
    if (input.kind === 'numbers') return [];
    const { tokenizer } = input;
    return tokenizer.kind === 'bpe' ? [tokenizer.vocabulary, tokenizer.merges] : [tokenizer.vocabulary];
  });
  return [...new Set(names)];
}

export const modelMapFormat = {
  schema: ModelMap,
  whenNewer: 'It comes from a newer version of the lab; update this one.',
} as const;
