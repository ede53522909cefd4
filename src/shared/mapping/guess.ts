import { z } from 'zod';
import { DatasetManifest, ImportReport } from '../data/dataset';
import { FoundLayout } from '../data/import-formats';
import { SampleView } from '../samples/sample-view';
import { inputKinds } from './inputs';
import { ColumnMapping } from './mapping';
import { RowSource } from './source';

/** What a column may be used as. */
export const ColumnUse = z.enum(['none', 'id', 'group', 'split', 'label', ...inputKinds]);
export type ColumnUse = z.infer<typeof ColumnUse>;

/** A column of somebody’s files, and what it is taken for. */
export const GuessedColumn = z.strictObject({
  name: z.string(),
  use: ColumnUse,
  reason: z.string(),
  /** What the first rows have in it. */
  examples: z.array(z.string()),
  /** What it can be all the same, where it is taken for nothing. */
  addable: ColumnUse.optional(),
  /** Where the files lie that it names. */
  file: z.string().optional(),
  /** Of an array in each row. */
  shape: z.array(z.int()).optional(),
});
export type GuessedColumn = z.infer<typeof GuessedColumn>;

/** The first samples as a mapping makes them, and what it leaves out of the rows that were looked at. */
export const MappingPreview = z.strictObject({
  manifest: DatasetManifest,
  samples: z.array(SampleView),
  skipped: ImportReport.shape.skipped,
  remarks: z.array(z.string()),
});
export type MappingPreview = z.infer<typeof MappingPreview>;

/** What is found in a folder that is to be imported. */
export const FolderInspection = z.strictObject({
  /** The layout that the whole folder has, where it has an importer of its own; what follows is for mapping it by hand. */
  layout: FoundLayout.nullable(),
  /** Title of the published layout whose mapping this is; null: it was given or is guessed. */
  preset: z.string().nullable(),
  /** Why these files are taken for the rows. */
  reason: z.string(),
  /** Null: nothing in the folder can be taken for rows, and it can only be imported by its layout. */
  source: RowSource.nullable(),
  columns: z.array(GuessedColumn),
  /** The one that was given, or the one that the columns suggest; null where nothing serves as an input or as the label. */
  mapping: ColumnMapping.nullable(),
  /** Null without a mapping, or where it cannot be carried out. */
  preview: MappingPreview.nullable(),
  /** Why there is no preview. */
  problem: z.string().nullable(),
});
export type FolderInspection = z.infer<typeof FolderInspection>;
