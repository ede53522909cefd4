import { z } from 'zod';
import { parseFile } from '../json/json-file';
import { MappedInput } from './inputs';
import { MappedLabel } from './labels';
import { RowSource, Template } from './source';
import { SplitRule } from './splits';

/** Inputs that data may have. */
export const mostInputs = 8;

/** How the columns of somebody's files become a data set: one schema for the form, the messages, the files and the manifest. */
export const ColumnMapping = z
  .strictObject({
    format: z.literal('muroan.mapping'),
    formatVersion: z.literal(1),
    source: RowSource,
    /** What samples are called; absent: by file and row. */
    id: Template.optional(),
    /** The real unit that intervals cluster by, such as the speaker; absent: the sample. */
    group: Template.optional(),
    inputs: z.array(MappedInput).min(1).max(mostInputs),
    label: MappedLabel,
    split: SplitRule,
    /** What is asked of a model, as a sentence; absent: from the label. */
    task: z.string().trim().min(1).max(300).optional(),
    /** Keys of the papers that the data was published with, which reports cite; one that the lab has no entry of is not cited. */
    cites: z
      .array(z.string().regex(/^[a-z]{1,40}\d{4}[a-z]{1,40}$/u, 'Give a key such as song2015sun'))
      .max(8)
      .optional(),
  })
  .refine(({ inputs }) => new Set(inputs.map(({ name }) => name)).size === inputs.length, {
    path: ['inputs'],
    error: 'Give every input another name',
  })
  .refine(({ split, group }) => split.kind !== 'drawn' || split.by !== 'group' || group !== undefined, {
    path: ['group'],
    error: 'Say what groups are, as splits are drawn by group',
  });
export type ColumnMapping = z.infer<typeof ColumnMapping>;
/** A mapping as people write it: what is usual may be left out. */
export type MappingInput = z.input<typeof ColumnMapping>;

const mappingFormat = { schema: ColumnMapping, whenNewer: 'Update MUROAN Lab to use this mapping.' } as const;

/**
 * Checks what a mapping file holds.
 *
 * @param what name of the mapping, as its author knows it
 * @throws LabError `unsupported` for a mapping of a newer app, `invalid` for anything else that does not fit
 */
export function parseMapping(value: unknown, what: string): ColumnMapping {
  return parseFile(value, mappingFormat, what);
}
