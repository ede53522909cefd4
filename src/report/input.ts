import type { AnalysedRun } from '../analysis/analysed-run';
import type { RunData } from '../analysis/input';
import type { StudyAnalysis } from '../analysis/study-analysis';
import type { ModelNames } from '../shared/models/model-name';
import type { SampleView } from '../shared/samples/sample-view';
import type { OptionalSection } from '../shared/reports/report-sections';
import type { ShareUnit } from '../shared/reports/share-unit';
import type { FlagDecision } from '../shared/reports/report-wishes';

/** One run that a report is about, and what a person says of it. */
export interface RunInput extends RunData {
  readonly analysis: StudyAnalysis;
  /** Views of the samples that `samplesToShow` names; null where the lab does not hold the attacked data any more. */
  readonly views: readonly SampleView[] | null;
  /** What the lab calls its models today. */
  readonly names: ModelNames;
  /** Paragraphs separated by empty lines; may be empty. */
  readonly notes: string;
  /** What was decided about warnings; the others are open. */
  readonly decisions: readonly FlagDecision[];
}

/** A run of which nobody has said anything: what its page shows. */
export function withoutRemarks({ input, analysis }: AnalysedRun): RunInput {
  return { ...input, analysis, names: new Map(), notes: '', decisions: [], views: [] };
}

/** Everything a report is made from. Equal inputs give equal files. */
export interface ReportInput {
  /** At least one; each becomes a part. */
  readonly runs: readonly RunInput[];
  /** Who answers for it; empty: nobody yet, and the approval block stays open. */
  readonly analyst: string;
  /** Sections that are left out. */
  readonly without: readonly OptionalSection[];
  /** How shares are written. */
  readonly units: ShareUnit;
  /** When the report is made, ISO 8601. */
  readonly createdAt: string;
}
