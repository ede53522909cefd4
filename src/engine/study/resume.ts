import type { DeviceKind } from '../../shared/device';
import { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import type { RunDescription, RunEvent, RunSummary } from '../../shared/run';
import { readEvents } from '../lab/event-file';
import type { OnUnreadable } from '../lab/folder-names';
import { layout, runFiles } from '../lab/layout';
import { damagedRecords, scanRecords, type RecordScan } from '../lab/record-file';
import { dropTorn, setAside } from '../lab/repair';
import { findRun, readRun, summarise } from '../lab/runs';
import { expectedRecords } from './batches';
import { expand, type Cells } from './expand';
import { computeRun, type StudyEngine } from './run';
import { openStudyDataset } from './study-dataset';

export interface ResumeOptions {
  /** Go on although another device computed the first part. */
  readonly force: boolean;
  /** Set damaged records aside and compute them again. */
  readonly repair: boolean;
}

/**
 * Computes what a run lacks. The completed run equals one that was never interrupted, record by record.
 *
 * @param given the run's id, or the start of it
 * @throws LabError `not-found`; `conflict` when the data, the app's methods or the device changed since;
 *   `damaged` when the plan was changed, and unless `repair` when records were; whatever stops the run again
 */
export async function resumeStudy(given: string, options: ResumeOptions, engine: StudyEngine): Promise<RunSummary> {
  await engine.lab.forWriting();
  const lab = engine.lab.folder;
  const id = await findRun(lab, given);
  const folder = layout.run(lab, id);
  const description = await readRun(lab, id);
  const dataset = await openStudyDataset(lab, description.plan);
  refuseOtherCells(description, expand(description.plan, dataset));
  const warn: OnUnreadable = (error) => {
    engine.onWarning(error.toString());
  };
  const events = await readEvents(runFiles.events(folder), warn);
  const { device, forced } = deviceToGoOn(events, options.force, engine.devices);
  const { present, count, notes } = await soundRecords(folder, description, options.repair);

  const complete = count === description.expansion.records;
  if (complete && events.at(-1)?.event === 'finished') return summarise(lab, description, () => undefined);
  const note = [...forced, ...notes].join(' ') || null;
  return computeRun({ description, manifest: dataset.manifest, present, begin: 'resumed', device, note }, engine);
}

/** Refuses when the same plan means something else by now. */
function refuseOtherCells({ id, expansion, plan }: RunDescription, now: Cells): void {
  if (expansion.datasetHash !== now.datasetHash) {
    throw conflict(
      id,
      `was computed on other data: "${plan.data.dataset}" has changed since (its content hash differs).`,
      'Restore the data set to resume this run, or run the plan again on the new data.',
    );
  }
  expansion.cells.forEach((cell) => {
    if (cell.kind !== 'attack') return;
    const same = now.cells.find(
      (other) =>
        other.kind === 'attack' &&
        other.model === cell.model &&
        other.attackIndex === cell.attackIndex &&
        other.budgetIndex === cell.budgetIndex,
    );
    if (same?.kind !== 'attack' || same.version === cell.version) return;
    throw conflict(
      id,
      `used version ${cell.version} of the attack "${cell.attack.name}"; this app has version ${same.version}.`,
      'Resume it with the app it was started with, or run the plan again.',
    );
  });
  if (canonicalJson(expansion) === canonicalJson(now)) return;
  throw conflict(
    id,
    'consists of other cells than this app makes of its plan: training or expansion changed between the two versions.',
    'Resume it with the app it was started with, or run the plan again.',
  );
}

interface Onward {
  /** Null: whatever the engine was told to use. */
  readonly device: DeviceKind | null;
  /** What to note about a forced change. */
  readonly forced: readonly string[];
}

/** The device that computed the first part goes on, unless another one is named and forced. */
function deviceToGoOn(events: readonly RunEvent[], force: boolean, told: readonly DeviceKind[]): Onward {
  const before = [...new Set(events.flatMap((event) => event.device ?? []))];
  const last = before.at(-1);
  if (last === undefined) return { device: null, forced: [] };
  if (told.length === 0 || told.includes(last)) return { device: last, forced: [] };
  const names = told.join(', ');
  if (force) return { device: null, forced: [`Forced on the device "${names}" after "${before.join('", "')}".`] };
  throw new LabError('conflict', `is "${names}"; the run was computed on "${before.join('", "')}" so far.`, {
    where: 'device',
    remedy: `Resume with --device ${last}, or with --force to mix results of both, which the run then notes.`,
  });
}

interface SoundRecords {
  readonly present: RecordScan['present'];
  readonly count: number;
  readonly notes: readonly string[];
}

/** Brings the record file into a state that can be appended to. */
async function soundRecords(folder: string, { expansion }: RunDescription, repair: boolean): Promise<SoundRecords> {
  const file = runFiles.records(folder);
  const { present, count, damaged, torn } = await scanRecords(file, expectedRecords(expansion));
  if (damaged.length > 0 && !repair) throw damagedRecords(file, damaged);
  const notes: string[] = [];
  if (torn !== null) {
    await dropTorn(file, torn.offset);
    notes.push(`Dropped a torn last record of ${torn.bytes} bytes.`);
  }
  if (damaged.length > 0) {
    await setAside(file, runFiles.damagedRecords(folder), new Set(damaged.map(({ line }) => line)));
    notes.push(`Set ${damaged.length} damaged ${damaged.length === 1 ? 'line' : 'lines'} aside.`);
  }
  return { present, count, notes };
}

function conflict(run: string, message: string, remedy: string): LabError {
  return new LabError('conflict', message, { where: `run ${run}`, remedy });
}
