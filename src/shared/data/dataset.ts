import { z } from 'zod';
import { ClassName } from './class-name';
import { ColumnMapping } from '../mapping/mapping';
import { ModalitySpecs } from './modality';
import { Split } from './split';
import { Target } from './target';

export { ClassName, Split };

/** Name of a data set in a lab folder: also its folder name, so only safe characters. */
export const DatasetName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'Use 1 to 64 lower-case letters, digits and hyphens, not starting with a hyphen');

/** The data sets that ship with the lab, by name. */
export const shippedDatasets = [
  'caption-match',
  'emoji-groups',
  'digit-trio',
  'scenes',
  'digit-sum',
  'scene-contents',
  'cued-classes',
  'cued-values',
  'skeleton-actions',
] as const;
export type ShippedName = (typeof shippedDatasets)[number];

export function isShipped(name: string): name is ShippedName {
  return shippedDatasets.some((shipped) => shipped === name);
}

/** What people read instead of the name. */
export const DatasetTitle = z.string().trim().min(1).max(80);

/**
 * One typed column, stored in one file: numbers as raw little-endian values; `string`, `text` (words) and `indices`
 * (whole numbers) as one JSON string or array per line.
 */
export const ColumnSpec = z.strictObject({
  dtype: z.enum(['uint8', 'uint16', 'float32', 'text', 'string', 'indices']),
  /** Shape of one row; empty for a scalar or for text. */
  shape: z.array(z.int().positive()),
  file: z.string(),
  sha256: z.string().length(64),
});
export type ColumnSpec = z.infer<typeof ColumnSpec>;

/** What counts as a mark, and how much of the marks has to remain. */
const InkSpec = z.strictObject({
  background: z.array(z.number().min(0).max(1)),
  tolerance: z.number().min(0).max(1),
  minimum: z.number().min(0).max(1),
});

/**
 * When the label can still be decided from what a removal has left.
 * `image`: at least `minimum` of the ink (pixels that differ from `background` by more than `tolerance`) remains.
 * `audio`: the same of the cells of a spectrogram.
 * `text`: at least one word of the sample's evidence words remains.
 * `sequence`: at least one of the steps that decide remains, which tell alike.
 * `rule`: `all` modalities must keep their evidence (both necessary), or `any` one of them (redundant).
 */
export const OracleSpec = z.strictObject({
  rule: z.enum(['all', 'any']),
  image: InkSpec.optional(),
  audio: InkSpec.optional(),
  /** Uses the data set's column `evidence`: indices of the words that decide. */
  text: z.strictObject({ column: z.literal('evidence') }).optional(),
  /** Uses the data set's column `spans`: of each sequence, the steps that decide. */
  sequence: z.strictObject({ column: z.literal('spans') }).optional(),
  /** What the rule means, in one plain sentence for the report. */
  statement: z.string(),
});
export type OracleSpec = z.infer<typeof OracleSpec>;

/** `manifest.json` of a data set folder. */
export const DatasetManifest = z.strictObject({
  format: z.literal('muroan.dataset'),
  formatVersion: z.literal(1),
  name: DatasetName,
  title: z.string().min(1),
  /** One sentence: what is asked of a model. */
  task: z.string(),
  /** What made it, so that a changed preparation is a different data set. */
  preparation: z.strictObject({ name: z.string(), version: z.int().positive(), seed: z.int() }),
  licences: z.array(z.string()),
  /** How the files that it was imported from were read; absent: it was not imported by a mapping. */
  mapping: ColumnMapping.optional(),
  modalities: ModalitySpecs,
  /** What is told apart; the labels of a set; what a value is of. */
  classes: z.array(z.string()).min(1),
  /** What is asked in place of one class; absent: one class. */
  target: Target.optional(),
  /** What the pixels of the column `mask` show, which labels every pixel of the pictures; absent: only samples are labelled. */
  pixelClasses: z.array(ClassName).min(2).max(255).optional(),
  /** How samples were recorded, told by the end of their ids, as the set of MFNet does (00001D, 00002N); absent: not told. */
  conditions: z
    .array(z.strictObject({ name: ClassName, ending: z.string().min(1).max(60) }))
    .min(1)
    .max(16)
    .optional(),
  count: z.int().positive(),
  /** Rows of each split. */
  splits: z.strictObject({ train: z.int().min(0), validation: z.int().min(0), test: z.int().min(0) }),
  /** What the intervals cluster by (garment, emoji): the data set's column `group`. */
  unit: z.string(),
  /** Of the units of the test split, those that the training split has too; absent: none. */
  repeatedUnits: z.strictObject({ test: z.int().positive(), trained: z.int().positive() }).optional(),
  /** Fixed columns: `id`, `label`, `split` (0, 1, 2), `group`; one per modality under its id; `evidence`, `spans` and `mask` optional; `ID/steps` for each sequence whose samples differ in length; `target` where another thing than a class is asked for. */
  columns: z.record(z.string(), ColumnSpec),
  oracle: OracleSpec.nullable(),
  /** SHA-256 over the column hashes, classes (of pixels too), target and modalities: the identity of the content. */
  hash: z.string().length(64),
});
export type DatasetManifest = z.infer<typeof DatasetManifest>;

/** Which samples a study uses: `count` of a split, drawn by our generator from `seed`; all of them when omitted. */
export const Selection = z.strictObject({
  split: Split.default('test'),
  count: z.int().positive().optional(),
  seed: z.int().min(0).default(0),
});
export type Selection = z.infer<typeof Selection>;

/** What an import reports: rows it could not take, and what it made of the others. */
export const ImportReport = z.strictObject({
  dataset: DatasetName,
  hash: z.string(),
  imported: z.int().min(0),
  skipped: z.array(z.strictObject({ file: z.string(), row: z.int().min(1).nullable(), reason: z.string() })),
  /** Rows left out besides, which are too many to list. */
  unlisted: z.int().positive().optional(),
  /** What was decided where the folder leaves it open, a sentence each. */
  remarks: z.array(z.string()).optional(),
});
export type ImportReport = z.infer<typeof ImportReport>;
