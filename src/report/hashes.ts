import { recordsHash, type ReportHashes, type RunHashes } from '../shared/report-hashes';
import type { ReportInput, RunInput } from './input';

/** What a report says it was made from, so that it can be checked against the lab folder. */
export function reportHashes({ runs, createdAt }: ReportInput): ReportHashes {
  return { format: 'muroan.report', formatVersion: 1, createdAt, runs: runs.map(runHashes) };
}

function runHashes({ run, dataset, models, records }: RunInput): RunHashes {
  return {
    run: run.id,
    name: run.plan.name,
    planHash: run.expansion.planHash,
    records: { count: records.length, hash: recordsHash(records) },
    dataset: { name: dataset.name, hash: run.expansion.datasetHash },
    models: models.map(({ id, title, weightsHash }) => ({ id, title, weightsHash })),
  };
}
