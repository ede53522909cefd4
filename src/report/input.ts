import type { RunData } from '../analysis/input';
import type { StudyAnalysis } from '../analysis/study-analysis';
import type { SampleView } from '../shared/protocol';

/** What a person adds to a report. */
export interface ReportWords {
  /** Who answers for it; empty: nobody yet, and the approval block stays open. */
  readonly analyst: string;
  /** Paragraphs separated by empty lines; may be empty. */
  readonly notes: string;
}

/** Everything a report is made from. Equal inputs give equal files. */
export interface ReportInput extends RunData, ReportWords {
  readonly analysis: StudyAnalysis;
  /** Views of the samples that `samplesToShow` names; those missing are left out. */
  readonly views: readonly SampleView[];
  /** When the report is made, ISO 8601. */
  readonly createdAt: string;
}
