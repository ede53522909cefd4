import type { StudyAnalysis } from '../analysis/study-analysis';
import type { DatasetManifest } from '../shared/dataset';
import type { SampleView } from '../shared/protocol';
import type { ModelDescription } from '../shared/recipe';
import type { SampleRecord } from '../shared/record';
import type { RunDescription, RunEvent } from '../shared/run';

/** Everything a report is made from. Equal inputs give equal files. */
export interface ReportInput {
  readonly analysis: StudyAnalysis;
  readonly run: RunDescription;
  readonly events: readonly RunEvent[];
  readonly dataset: DatasetManifest;
  readonly models: readonly ModelDescription[];
  readonly records: readonly SampleRecord[];
  /** Views of the samples that `samplesToShow` names; those missing are left out. */
  readonly views: readonly SampleView[];
  /** When the report is made, ISO 8601. */
  readonly createdAt: string;
}
