import { z } from 'zod';
import { ClassName } from '../data/class-name';
import { mostLabels } from '../data/target';
import { ColumnName, Template } from './source';

/** Classes that data may have. */
export const mostClasses = 1000;

/** What is asked of a sample. */
export const MappedLabel = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('class'),
    column: ColumnName,
    /** What values are called, several by one name if need be, in the order of the classes; other values are left out. Absent: as they stand. */
    classes: z
      .array(z.strictObject({ value: z.string().max(200), name: ClassName }))
      .min(2)
      .max(mostClasses)
      .optional(),
  }),
  /** Several may hold: a list in a cell, or a text that separates them. */
  z.strictObject({
    kind: z.literal('labels'),
    column: ColumnName,
    separator: z.string().min(1).max(3).default(','),
    /** Those that are asked for; absent: all that occur, at most as many as there can be. */
    labels: z.array(ClassName).min(2).max(mostLabels).optional(),
  }),
  /** Several may hold: each has a column of 0 and 1, or one column holds an array of them. */
  z.strictObject({
    kind: z.literal('flags'),
    columns: z.array(ColumnName).min(1).max(mostLabels),
    /** Names of the places of an array. */
    labels: z.array(ClassName).min(2).max(mostLabels).optional(),
  }),
  z.strictObject({
    kind: z.literal('value'),
    column: ColumnName,
    name: ClassName.default('value'),
    unit: z.string().max(40).default(''),
    /** Where the values lie; absent: their lowest and highest. */
    range: z.tuple([z.number(), z.number()]).optional(),
    /** An answer this far off, or nearer, is right; absent: a twelfth of the range. */
    tolerance: z.number().positive().optional(),
  }),
  /** A PNG of each row whose values are the classes of its pixels; the label of the sample is what fills most of it. */
  z.strictObject({
    kind: z.literal('pixels'),
    file: Template,
    classes: z.array(ClassName).min(2).max(255),
  }),
]);
export type MappedLabel = z.infer<typeof MappedLabel>;
