import { z } from 'zod';
import { ColumnName, Template } from './source';

/** The name of an input: also a file name, so only safe characters. */
export const InputName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,29}$/, 'Use letters, digits, "-" and "_", beginning with a letter');

const side = z.int().min(8).max(512);
const fit = z.enum(['crop', 'stretch']).default('crop');

/** Where a value comes from: a file of each row, or a column that holds it. */
const origin = { file: Template.optional(), column: ColumnName.optional() };

/** PNG, JPEG or WebP files, their bytes in a column, or arrays of levels. */
const ImageInput = z.strictObject({
  kind: z.literal('image'),
  name: InputName,
  ...origin,
  height: side.default(64),
  width: side.default(64),
  colour: z.enum(['rgb', 'grey']).default('rgb'),
  /** Cut to the middle square, or stretched whole. */
  fit,
  /** Of arrays: the levels that become black and white; absent: 0 and 255 of whole numbers, 0 and 1 of others. */
  levels: z.tuple([z.number(), z.number()]).optional(),
  /** What becomes of a fourth channel of PNG or WebP: it shows what is seen through, is passed over, or is the picture (as heat is kept). */
  alpha: z.enum(['white', 'ignore', 'only']).default('white'),
  /** Of pictures that are two, side by side: the one that is wanted. */
  half: z.enum(['left', 'right']).optional(),
  /** Of arrays: where the colours lie. */
  axes: z.enum(['hwc', 'chw']).optional(),
});

/** Grey PNG files of 16 bits, 0 where nothing was measured. */
const DepthInput = z.strictObject({
  kind: z.literal('depth'),
  name: InputName,
  file: Template,
  height: side.default(64),
  width: side.default(64),
  fit,
  /** Values that become black and white. */
  levels: z.tuple([z.number(), z.number()]).default([0, 65535]),
});

const TextInput = z.strictObject({
  kind: z.literal('text'),
  name: InputName,
  /** Joined in this order. */
  columns: z.array(ColumnName).max(16).default([]),
  file: Template.optional(),
  lowerCase: z.boolean().default(false),
  /** Longer ones are cut. */
  words: z.int().min(1).max(1000).default(200),
});

/** WAV or FLAC files, or their bytes in a column, as log-mel spectrograms. */
const AudioInput = z.strictObject({
  kind: z.literal('audio'),
  name: InputName,
  ...origin,
  /** Samples a second that recordings are brought to. */
  rate: z.int().min(1000).max(48_000).default(8000),
  bands: z.int().min(4).max(128).default(32),
  frames: z.int().min(4).max(512).default(64),
  /** Samples from one frame’s start to the next one’s. */
  hop: z.int().min(16).max(8192).default(160),
  /** Lower edge of the lowest band, upper edge of the highest. */
  hertz: z.tuple([z.number().min(0), z.number().positive()]).default([60, 4000]),
  /** Decibels below a full-scale sine from which on a cell is silent. */
  range: z.number().min(10).max(120).default(60),
});

/** Arrays of levels of sound, a row per band or a column per band, as others have computed them. */
const SpectrogramInput = z.strictObject({
  kind: z.literal('spectrogram'),
  name: InputName,
  ...origin,
  height: side.default(64),
  width: side.default(64),
  /** Levels that become silent and loudest. */
  levels: z.tuple([z.number(), z.number()]),
  seconds: z.number().positive(),
  hertz: z.tuple([z.number().min(0), z.number().positive()]),
  /** Where the lowest band lies. */
  lowest: z.enum(['first', 'last']).default('first'),
});

/** Numbers of one column or several; a column of arrays gives as many as each has. */
const NumbersInput = z.strictObject({
  kind: z.literal('numbers'),
  name: InputName,
  columns: z.array(ColumnName).max(20_000).default([]),
  /** An array (.npy) of each row in place of columns. */
  file: Template.optional(),
});

/** Steps × features: arrays, lists, or a file (.npy) of each row. */
const SequenceInput = z.strictObject({
  kind: z.literal('sequence'),
  name: InputName,
  ...origin,
  /** Of the longest sample that is kept whole. */
  steps: z.int().min(1).max(10_000),
  features: z.int().min(1).max(20_000),
  /** What becomes of longer ones. */
  longer: z.enum(['cut', 'skip']).default('cut'),
  /** Steps of zeros before the first and behind the last other one are no steps. */
  padded: z.boolean().default(false),
  /** Minus infinity, as a level of nothing, is read as 0. */
  infinite: z.enum(['skip', 'zero']).default('skip'),
  /** Column that says how many steps count. */
  lengths: ColumnName.optional(),
});

export const MappedInput = z
  .discriminatedUnion('kind', [
    ImageInput,
    DepthInput,
    TextInput,
    AudioInput,
    SpectrogramInput,
    NumbersInput,
    SequenceInput,
  ])
  .refine((input) => originsOf(input) === 1, {
    path: ['column'],
    error: 'Give either a file or a column of the input',
  })
  .refine((input) => !('fit' in input) || input.fit === 'stretch' || input.height === input.width, {
    path: ['fit'],
    error: 'What is cut becomes a square: give equal sides, or "stretch"',
  });
export type MappedInput = z.infer<typeof MappedInput>;
export type InputKind = MappedInput['kind'];
export const inputKinds = [
  'image',
  'depth',
  'text',
  'audio',
  'spectrogram',
  'numbers',
  'sequence',
] as const satisfies readonly InputKind[];
export type InputOf<Kind extends InputKind> = Extract<MappedInput, { readonly kind: Kind }>;

/** How many places the value is said to come from: one. */
function originsOf(input: {
  readonly file?: string | undefined;
  readonly column?: string | undefined;
  readonly columns?: readonly string[] | undefined;
}): number {
  const hasColumns = input.column !== undefined || (input.columns?.length ?? 0) > 0;
  return Number(input.file !== undefined) + Number(hasColumns);
}
