import type { RunData } from '../analysis/input';
import type { StudyAnalysis } from '../analysis/study-analysis';
import type { SampleView } from '../shared/protocol';

/** Everything a report is made from. Equal inputs give equal files. */
export interface ReportInput extends RunData {
  readonly analysis: StudyAnalysis;
  /** Views of the samples that `samplesToShow` names; those missing are left out. */
  readonly views: readonly SampleView[];
  /** When the report is made, ISO 8601. */
  readonly createdAt: string;
}
