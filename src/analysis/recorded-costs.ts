import type { LabConnection } from '../shared/lab-connection';
import { listRuns } from '../shared/lookup/runs';
import type { StudyPlan } from '../shared/plan';
import type { ModelDescription } from '../shared/recipe';
import type { RunEvent } from '../shared/run';

/** A finished run, as far as it tells what its plan costs. */
export interface RecordedRun {
  readonly plan: StudyPlan;
  readonly records: number;
  readonly events: readonly RunEvent[];
  readonly models: readonly ModelDescription[];
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
const runsConsidered = 5;

export async function readRecordedCosts(lab: LabConnection): Promise<RecordedCosts> {
  const models = await lab.request('models.list', {});
  const { runs } = await listRuns(lab);
  const finished = runs.filter((run) => run.state === 'finished' && run.records > 0).slice(0, runsConsidered);
  const recorded: RecordedRun[] = [];
  for (const { id, records } of finished) {
    const { description, events, models: own } = await lab.request('runs.show', { run: id });
    // What another machine took says nothing of this one.
    if (events.some(({ event }) => event === 'imported')) continue;
    recorded.push({ plan: description.plan, records, events, models: own });
  }
  const { runs: area } = await lab.request('lab.describe', {});
  const records = runs.reduce((sum, run) => sum + run.records, 0);
  return { models, runs: recorded, bytesPerRecord: records === 0 ? null : area.bytes / records };
}
