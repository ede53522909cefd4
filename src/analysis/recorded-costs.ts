import { LabError } from '../shared/errors';
import type { LabConnection } from '../shared/lab-channel/lab-connection';
import { listRuns } from '../shared/lookup/runs';
import type { ModelDescription } from '../shared/models/model-description';
import type { RunDescription } from '../shared/runs/run';
import type { RunCosts } from '../shared/runs/run-costs';

/** A run, as far as it tells what its cells cost. */
export interface RecordedRun {
  readonly description: Pick<RunDescription, 'plan' | 'expansion'>;
  readonly costs: RunCosts;
}

/** What took how long in a lab folder, and how much of the disk. */
export interface RecordedCosts {
  readonly models: readonly ModelDescription[];
  /** Newest first. */
  readonly runs: readonly RecordedRun[];
  /** Of all runs with records, their other files shared out; null without any. */
  readonly bytesPerRecord: number | null;
}

/** Runs looked at: the newest ones say most about this machine. */
const runsConsidered = 10;

export async function readRecordedCosts(lab: LabConnection): Promise<RecordedCosts> {
  const models = await lab.request('models.list', {});
  const { runs } = await listRuns(lab);
  const recorded: RecordedRun[] = [];
  for (const { id } of runs.filter((run) => run.records > 0).slice(0, runsConsidered)) {
    // What another machine took does not come with a run: it says nothing of this one.
    const costs = await lab.request('runs.costs', { run: id });
    if (costs === null) continue;
    const description = await readable(lab, id);
    if (description !== null) recorded.push({ description, costs });
  }
  const { runs: area } = await lab.request('lab.describe', {});
  const records = runs.reduce((sum, run) => sum + run.records, 0);
  return { models, runs: recorded, bytesPerRecord: records === 0 ? null : area.bytes / records };
}

/** Null: what an earlier version allowed, this one may refuse to read. Such a run tells no time, and stands in no one's way. */
async function readable(lab: LabConnection, run: string): Promise<RunDescription | null> {
  try {
    return (await lab.request('runs.show', { run })).description;
  } catch (error) {
    if (error instanceof LabError && (error.code === 'invalid' || error.code === 'damaged')) return null;
    throw error;
  }
}
