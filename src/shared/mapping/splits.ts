import { z } from 'zod';
import { ColumnName } from './source';

const share = z.number().min(0).max(0.9);
const seed = z.int().min(0).default(0);

/** What becomes of rows without a split of their own, in which no row of a split is known. */
const validationShare = share.default(0.1);

/** Values of a column that stand for each split. */
export const SplitWords = z.strictObject({
  train: z.array(z.string()).default(['train', 'training']),
  validation: z.array(z.string()).default(['validation', 'valid', 'val', 'dev']),
  test: z.array(z.string()).default(['test', 'testing']),
});

/** Which samples are trained on, which choose the epoch, and which test. */
export const SplitRule = z.discriminatedUnion('kind', [
  /** The parts of the source say it. Of the training rows a share validates where no part does. */
  z.strictObject({ kind: z.literal('parts'), validation: validationShare, seed }),
  /** A column says it. */
  z.strictObject({
    kind: z.literal('column'),
    column: ColumnName,
    values: SplitWords.prefault({}),
    validation: validationShare,
    seed,
  }),
  /** Drawn: of each class the same share, or whole groups, so that no group is in two splits. */
  z
    .strictObject({
      kind: z.literal('drawn'),
      by: z.enum(['class', 'group', 'sample']).default('class'),
      test: share.default(0.2),
      validation: validationShare,
      seed,
    })
    .refine(({ test, validation }) => test + validation < 1, {
      path: ['test'],
      error: 'Leave samples to train on: test and validation are below 1 together',
    }),
]);
export type SplitRule = z.infer<typeof SplitRule>;
