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
    kind: z.literal('removal'),
    ...always,
    attacked: z.boolean(),
    found: z.looseObject({}).nullable(),
  }),
  z.looseObject({
    kind: z.literal('perturbation'),
    ...always,
    attacked: z.boolean(),
    outcome: z.looseObject({ success: z.boolean() }).nullable(),
  }),
]);
export type AnswerRecord = z.infer<typeof AnswerRecord>;

/**
 * Is the sample of a record answered correctly, under the attack if there is one? What is answered wrongly without an
 * attack is not attacked and stays wrong.
 */
export function isAnsweredCorrectly(record: AnswerRecord): boolean {
  switch (record.kind) {
    case 'clean':
      return record.clean.predicted === record.label;
    case 'removal':
      return record.attacked && record.found === null;
    case 'perturbation':
      return record.attacked && record.outcome?.success === false;
    default:
      return record satisfies never;
  }
}
