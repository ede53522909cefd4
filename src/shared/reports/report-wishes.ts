import { z } from 'zod';
import { OptionalSection } from './report-sections';
import { ShareUnit } from './share-unit';

/** What whoever approves a report decided about one of its warnings. */
export const FlagDecision = z.strictObject({
  /** Key of the warning (`FlagGroup.key`); one whose finding has changed since has another, and is open again. */
  flag: z.string(),
  /** May the numbers be used in spite of it? */
  accepted: z.boolean(),
  /** Why, in the analyst's words. */
  reason: z.string().max(2_000),
});
export type FlagDecision = z.infer<typeof FlagDecision>;

/** Most decisions about one run. */
export const mostDecisions = 1_000;

/** One run of a report, and what a person says of it. */
export const RunWishes = z.strictObject({
  run: z.string(),
  /** Free text of the analyst, paragraphs separated by empty lines. */
  notes: z.string().max(20_000).default(''),
  decisions: z.array(FlagDecision).max(mostDecisions).default([]),
});
export type RunWishes = z.infer<typeof RunWishes>;

/** Most runs of one report. */
export const mostRuns = 32;

/** What a report is to say beyond its numbers. */
export const ReportWishes = z.strictObject({
  /** The runs it is about, each a part of its own, in this order. */
  runs: z.array(RunWishes).min(1).max(mostRuns),
  /** Who answers for it; empty: nobody yet, and the approval block stays open. */
  analyst: z.string().max(120).default(''),
  /** Sections that are left out. */
  without: z.array(OptionalSection).default([]),
  /** How shares are written; the numbers are the same. */
  units: ShareUnit.default('percent'),
});
export type ReportWishes = z.infer<typeof ReportWishes>;
