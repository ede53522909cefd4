import { z } from 'zod';
import { Split } from '../data/split';

/** Name of a column, as the file gives it. */
export const ColumnName = z.string().min(1).max(200);

/** Path of a file below the folder. That it stays there is checked where it is opened. */
const FilePath = z.string().min(1).max(500);

/** Text in which `{NAME}` stands for what the row has in that column: `img/{id}.png`. A file’s may end in `/*`: the only one there. */
export const Template = z.string().min(1).max(500);

/** How the rows of a JSON file lie; absent: told from what it holds. */
export const JsonLayout = z.enum(['records', 'columns', 'groups']);
export type JsonLayout = z.infer<typeof JsonLayout>;

/** Files whose rows belong together in their order: the first row of each makes the first sample. */
export const Part = z.strictObject({
  files: z.array(FilePath).min(1).max(64),
  /** Split of all rows; absent: the rule says it. */
  split: Split.optional(),
  /** Columns that have one value in all rows. */
  fixed: z.record(ColumnName, z.string().max(200)).optional(),
  /** What the columns of files without a line of names are called. */
  header: z.array(ColumnName).min(1).max(1000).optional(),
  /** Between the cells of a line; absent: a comma in .csv, else a tab. */
  separator: z.string().length(1).optional(),
  json: JsonLayout.optional(),
  /**
   * What the files are called as columns, in their order: an array of NumPy, or a list whose lines are numbers without names,
   * which then is an array too. Absent: arrays as their files, and lists name their columns.
   */
  called: z.array(ColumnName).min(1).max(64).optional(),
});
export type Part = z.infer<typeof Part>;

/** Where rows come from. */
export const RowSource = z.discriminatedUnion('kind', [
  /** Lists (CSV, TSV, JSON Lines, JSON, Parquet) and arrays (NPY, NPZ, safetensors). */
  z.strictObject({
    kind: z.literal('files'),
    parts: z.array(Part).min(1).max(64),
    /** A JSON file of each row, whose fields are columns too. */
    rowFile: Template.optional(),
    /** Files whose rows are found by a key: of each the column here that holds it, and that there. */
    joined: z
      .array(
        z.strictObject({
          file: FilePath,
          by: ColumnName,
          key: ColumnName,
          header: z.array(ColumnName).min(1).max(1000).optional(),
          separator: z.string().length(1).optional(),
        }),
      )
      .max(8)
      .optional(),
  }),
  /** Every file of such a path is a row: `{class}/{id}.png`, each placeholder a column; `{id:*}` fits several folders. */
  z.strictObject({
    kind: z.literal('listing'),
    pattern: Template,
    /** Columns that are the text of a small file of each row. */
    texts: z.record(ColumnName, Template).optional(),
  }),
]);
export type RowSource = z.infer<typeof RowSource>;
