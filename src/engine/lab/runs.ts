import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DatasetManifest } from '../../shared/dataset';
import { LabError } from '../../shared/errors';
import { planHash } from '../../shared/plan-hash';
import { lastOf, RunDescription, type RunState, type RunSummary } from '../../shared/run';
import { syncFolder, writeFileAtomic } from '../files/atomic';
import { readEvents } from './event-file';
import { folderNames, readEach, type OnUnreadable } from './folder-names';
import { readJsonFile } from '../files/json-file';
import { layout, runFiles } from './layout';
import { liveState } from './live-runs';
import { resolveId } from './named';
import { UnchangedFiles } from '../files/unchanged-files';
import { recordCount } from './record-count';

const runFile = {
  schema: RunDescription,
  remedy: 'Restore run.json from a copy of the lab folder; without it the records cannot be interpreted.',
} as const;

const manifestFile = {
  schema: DatasetManifest,
  remedy: 'Restore it from a copy of the lab folder, or copy the data set’s manifest.json there if it is unchanged.',
} as const;

/** Creates the folder of a run; `run.json` comes last: with it the run exists. */
export async function createRun(lab: string, description: RunDescription, manifest: DatasetManifest): Promise<void> {
  const folder = layout.run(lab, description.id);
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(runFiles.records(folder), '');
  await writeFileAtomic(runFiles.dataset(folder), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFileAtomic(runFiles.description(folder), `${JSON.stringify(description, null, 2)}\n`);
  await syncFolder(layout.runs(lab));
}

/** Ids of the runs, oldest first. */
export async function runIds(lab: string): Promise<readonly string[]> {
  const names = await folderNames(layout.runs(lab));
  return names.filter((id) => existsSync(runFiles.description(layout.run(lab, id))));
}

/** @param given id, or the start of one. @throws LabError `not-found`, `invalid` */
export async function findRun(lab: string, given: string): Promise<string> {
  return resolveId('run', given, await runIds(lab));
}

/** @throws LabError `not-found`; `damaged`, also when the plan is not the one the run was started with; `unsupported` */
export function readRun(lab: string, id: string): Promise<RunDescription> {
  return readDescription(runFiles.description(layout.run(lab, id)));
}

async function readDescription(file: string): Promise<RunDescription> {
  const description = await readJsonFile(file, runFile);
  if (description !== null) {
    refuseChangedPlan(file, description);
    return description;
  }
  throw new LabError('not-found', `There is no run ${path.basename(path.dirname(file))}.`, {
    where: file,
    remedy: '`muroan runs list` shows the runs.',
  });
}

/** Defaults that a newer schema adds in reading are no part of the hash. */
function refuseChangedPlan(file: string, { plan, expansion }: RunDescription): void {
  if (planHash(plan) === expansion.planHash) return;
  throw new LabError('damaged', 'holds another plan than the one this run was started with: its hash differs.', {
    where: file,
    remedy: 'Restore the plan, or run the changed plan as a new study.',
  });
}

/** Manifest of the data that a run was computed on. @throws LabError `damaged`, `unsupported` */
export async function readRunManifest(lab: string, id: string): Promise<DatasetManifest> {
  const file = runFiles.dataset(layout.run(lab, id));
  const manifest = await readJsonFile(file, manifestFile);
  if (manifest !== null) return manifest;
  throw new LabError('damaged', 'is missing.', { where: file, remedy: manifestFile.remedy });
}

/** What a summary takes from `run.json`. */
type Head = Omit<RunSummary, 'state' | 'records' | 'device'>;

function headOf({ id, plan, expansion, createdAt }: RunDescription): Head {
  return { id, name: plan.name, planHash: expansion.planHash, createdAt, recordsExpected: expansion.records };
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

const heads = new UnchangedFiles(async (file) => headOf(await readDescription(file)));
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
    async (id) => summaryOf(lab, await heads.of(runFiles.description(layout.run(lab, id))), warn),
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

async function summaryOf(lab: string, head: Head, onUnreadable: OnUnreadable): Promise<RunSummary> {
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
