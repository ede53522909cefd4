import type { RunData } from '../analysis/input';
import { contentHash, recordsHash, type ReportHashes, type WholeRunHashes } from '../shared/reports/report-hashes';
import { DatasetManifest } from '../shared/data/dataset';
import { ModelDescription } from '../shared/models/model-description';
import { RunDescription, RunEvent } from '../shared/runs/run';
import type { ReportInput } from './input';

/** What a report says it was made from, so that it can be checked against the lab folder. */
export function reportHashes({ runs, createdAt }: ReportInput): ReportHashes {
  return { format: 'muroan.report', formatVersion: 1, createdAt, runs: runs.map(runHashes) };
}

/** Hashes of all that a run's part of a report is made from. */
export function runHashes({ run, events, dataset, models, records }: RunData): WholeRunHashes {
  return {
    run: run.id,
    name: run.plan.name,
    planHash: run.expansion.planHash,
    description: contentHash(RunDescription, run),
    events: { count: events.length, hash: contentHash(RunEvent.array(), events) },
    records: { count: records.length, hash: recordsHash(records) },
    dataset: {
      name: dataset.name,
      hash: run.expansion.datasetHash,
      description: contentHash(DatasetManifest, dataset),
    },
    models: models.map((model) => ({
      id: model.id,
      title: model.title,
      weightsHash: model.weightsHash,
      description: contentHash(ModelDescription, model),
    })),
  };
}
