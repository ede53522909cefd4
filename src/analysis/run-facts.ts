import type { DatasetManifest } from '../shared/data/dataset';
import type { RunDescription } from '../shared/runs/run';

/** What files that leave the lab say of the run that they are of. */
export interface RunFacts {
  readonly run: string;
  readonly study: string;
  readonly planHash: string;
  readonly dataset: string;
  readonly datasetHash: string;
  readonly appVersion: string;
  readonly createdAt: string;
}

export function runFacts(run: RunDescription, dataset: DatasetManifest): RunFacts {
  return {
    run: run.id,
    study: run.plan.name,
    planHash: run.expansion.planHash,
    dataset: dataset.name,
    datasetHash: dataset.hash,
    appVersion: run.appVersion,
    createdAt: run.createdAt,
  };
}
