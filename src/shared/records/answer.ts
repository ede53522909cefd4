import { z } from 'zod';

const always = { cell: z.string(), group: z.string() };

/** What of a record says whether its sample is answered correctly; the rest of the record may be anything. */
export const AnswerRecord = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('clean'),
    ...always,
    label: z.int(),
    clean: z.looseObject({ predicted: z.int() }),
  }),
  z.looseObject({
    kind: z.literal('degraded'),
    ...always,
    label: z.int(),
    degraded: z.looseObject({ predicted: z.int() }),
    settled: z.looseObject({ doubled: z.int() }).optional(),
  }),
  z.looseObject({
    kind: z.literal('certificate'),
    ...always,
    label: z.int(),
    votes: z.array(z.int()),
  }),
  z.looseObject({
    kind: z.literal('leads'),
    ...always,
    label: z.int(),
    clean: z.looseObject({ predicted: z.int() }),
  }),
  z.looseObject({
    kind: z.literal('removal'),
    ...always,
    attacked: z.boolean(),
    found: z.looseObject({}).nullable(),
  }),
  z.looseObject({
    kind: z.literal('edit'),
    ...always,
    attacked: z.boolean(),
    outcome: z
      .looseObject({
        success: z.boolean(),
        attacked: z.looseObject({ predicted: z.int() }),
        settled: z.looseObject({ doubled: z.int() }).optional(),
      })
      .nullable(),
  }),
  z.looseObject({
    kind: z.literal('perturbation'),
    ...always,
    attacked: z.boolean(),
    outcome: z
      .looseObject({
        success: z.boolean(),
        attacked: z.looseObject({ predicted: z.int() }).optional(),
        settled: z.looseObject({ doubled: z.int() }).optional(),
        start: z.string().optional(),
      })
      .nullable(),
  }),
]);
export type AnswerRecord = z.infer<typeof AnswerRecord>;

/** Would more steps of a fusion that iterates have answered otherwise? Then the answer is an accident of where it stopped. */
export function isUndecided(
  answer: { readonly predicted: number } | undefined,
  settled: { readonly doubled: number } | undefined,
): boolean {
  return settled !== undefined && settled.doubled !== answer?.predicted;
}

/** The class with most votes, the first among equals. */
export function winnerOf(votes: readonly number[]): number {
  return votes.indexOf(Math.max(...votes));
}

/**
 * Is the sample of a record answered correctly, under the attack if there is one? What is answered wrongly without an
 * attack is not attacked and stays wrong; what is undecided under an attack did not withstand it, nor did what the attack
 * found nothing to start from for.
 */
export function isAnsweredCorrectly(record: AnswerRecord): boolean {
  switch (record.kind) {
    case 'clean':
    case 'leads':
      return record.clean.predicted === record.label;
    case 'degraded':
      return record.degraded.predicted === record.label && !isUndecided(record.degraded, record.settled);
    case 'certificate':
      return winnerOf(record.votes) === record.label;
    case 'removal':
      return record.attacked && record.found === null;
    case 'edit':
      return (
        record.attacked &&
        record.outcome?.success === false &&
        !isUndecided(record.outcome.attacked, record.outcome.settled)
      );
    case 'perturbation':
      return (
        record.attacked &&
        record.outcome?.success === false &&
        !isUndecided(record.outcome.attacked, record.outcome.settled) &&
        record.outcome.start !== 'none'
      );
    default:
      return record satisfies never;
  }
}
