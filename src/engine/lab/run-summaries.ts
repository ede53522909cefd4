import type { z } from 'zod';
import type { LabError } from '../../shared/errors';
import { systemsIn } from '../../shared/models/systems';
import { lastOf, RunSummary, type RunDescription, type RunState } from '../../shared/runs/run';
import { UnchangedFiles } from '../files/unchanged-files';
import { readEvents } from './event-file';
import { readEach, type OnUnreadable } from './folder-names';
import { layout, runFiles } from './layout';
import { liveState } from './live-runs';
import { recordCount } from './record-count';
import { readDescription, runIds } from './runs';

/** What a summary takes from `run.json`. */
export const RunHead = RunSummary.omit({ state: true, records: true, device: true });
export type RunHead = z.infer<typeof RunHead>;

function headOf({ id, plan, expansion, createdAt }: RunDescription): RunHead {
  return {
    ...{ id, name: plan.name, createdAt },
    planHash: expansion.planHash,
    recordsExpected: expansion.records,
    systems: systemsIn(plan),
    reference: plan.reference,
  };
}

/** What a summary takes from the events of a run. */
interface History {
  readonly last: ReturnType<typeof lastOf>;
  readonly device: RunSummary['device'];
  readonly unreadable: readonly LabError[];
}

async function readHistory(file: string): Promise<History> {
  const unreadable: LabError[] = [];
  const events = await readEvents(file, (error) => unreadable.push(error));
  const device = events.findLast((event) => event.device !== null)?.device ?? null;
  return { last: lastOf(events), device, unreadable };
}

/** By `run.json`. */
export const runHeads = new UnchangedFiles(async (file) => headOf(await readDescription(file)));
const histories = new UnchangedFiles(readHistory);

/**
 * Every run in short, without reading again what nobody has written since.
 *
 * @param warn told of every run and event that cannot be read; it is left out
 * @returns also the ids of the runs that cannot be read
 */
export async function listRuns(
  lab: string,
  warn: OnUnreadable,
): Promise<{ readonly runs: readonly RunSummary[]; readonly unreadable: readonly string[] }> {
  const unreadable: string[] = [];
  const runs = await readEach(
    await runIds(lab),
    async (id) => summaryOf(lab, await runHeads.of(runFiles.description(layout.run(lab, id))), warn),
    (error, id) => {
      unreadable.push(id);
      warn(error);
    },
  );
  return { runs, unreadable };
}

/** @param onUnreadable told of every event that cannot be read; it is left out */
export function summarise(lab: string, description: RunDescription, onUnreadable: OnUnreadable): Promise<RunSummary> {
  return summaryOf(lab, headOf(description), onUnreadable);
}

async function summaryOf(lab: string, head: RunHead, onUnreadable: OnUnreadable): Promise<RunSummary> {
  const folder = layout.run(lab, head.id);
  const { last, device, unreadable } = await histories.of(runFiles.events(folder));
  unreadable.forEach(onUnreadable);
  const records = await recordCount(runFiles.records(folder));
  const state = (await liveState(lab, head.id)) ?? endState(last, records >= head.recordsExpected);
  return { ...head, state, records, device };
}

/** A finished run that lost records since is not finished. */
function endState(last: string | undefined, complete: boolean): RunState {
  switch (last) {
    case 'finished':
      return complete ? 'finished' : 'interrupted';
    case 'cancelled':
      return 'cancelled';
    case 'failed':
      return 'failed';
    default:
      return 'interrupted';
  }
}
