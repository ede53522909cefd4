import type { DatasetManifest } from '../shared/data/dataset';
import type { ModelDescription } from '../shared/models/model-description';
import type { SampleRecord } from '../shared/records/record';
import type { RunDescription, RunEvent, RunState } from '../shared/runs/run';

/** A run as the lab folder holds it. */
export interface RunData {
  readonly run: RunDescription;
  readonly events: readonly RunEvent[];
  readonly dataset: DatasetManifest;
  /** Models trained so far, subjects and baselines. */
  readonly models: readonly ModelDescription[];
  readonly records: readonly SampleRecord[];
}

/** Everything a study's numbers are computed from. */
export interface AnalysisInput extends RunData {
  readonly state: RunState;
}
