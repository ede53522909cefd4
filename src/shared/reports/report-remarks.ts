import { z } from 'zod';
import { parseFile } from '../json/json-file';
import { FlagDecision, mostDecisions, mostRuns, RunWishes } from './report-wishes';

/** What a person answers to a warning; `open`: nothing yet. */
export const Answer = z.enum(['open', 'accepted', 'refused']);
export type Answer = z.infer<typeof Answer>;

/** What a person says of the runs of a report: a file that the lab writes and a person fills in. */
export const ReportRemarks = z.strictObject({
  format: z.literal('muroan.remarks'),
  formatVersion: z.literal(1),
  runs: z
    .array(
      z.strictObject({
        /** Its id, or as much of the beginning as tells it apart. */
        run: z.string().min(1),
        /** Name of its study: for whoever fills the file in. */
        study: z.string().default(''),
        /** A text per paragraph. */
        notes: z.array(RunWishes.shape.notes.unwrap()).max(100).default([]),
        warnings: z
          .array(
            z.strictObject({
              flag: FlagDecision.shape.flag,
              /** What was found: for whoever fills the file in. */
              finding: z.string().default(''),
              decision: Answer.default('open'),
              reason: FlagDecision.shape.reason.default(''),
            }),
          )
          .max(mostDecisions)
          .default([]),
      }),
    )
    .min(1)
    .max(mostRuns),
});
export type ReportRemarks = z.infer<typeof ReportRemarks>;

/** @throws LabError `unsupported` for a file of a newer app, `invalid` for anything else that does not fit */
export function parseRemarks(value: unknown): ReportRemarks {
  return parseFile(value, { schema: ReportRemarks, whenNewer: 'Update MUROAN Lab to use this file.' }, 'remarks');
}
