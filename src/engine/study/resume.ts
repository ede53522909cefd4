import type { DeviceKind } from '../../shared/device';
import { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import { lastOf, type RunDescription, type RunEvent } from '../../shared/runs/run';
import type { Dataset } from '../data/dataset';
import { readEvents } from '../lab/event-file';
import { layout, runFiles } from '../lab/layout';
import { findBroughtModel, findModel } from '../lab/models';
import { damagedRecords, scanRecords, type RecordScan } from '../lab/record-file';
import { dropTorn, setAside } from '../lab/repair';
import { readRun } from '../lab/runs';
import { expectedRecords } from './batches';
import { expand, type Cells } from './expand';
import { computeRun, type StudyEngine } from './run';
import { importedOf, openStudyDataset } from './study-dataset';
import { unlessAborted } from '../../shared/unless-aborted';

export interface ResumeOptions {
  /** Go on although another device computed the first part. */
  readonly force: boolean;
  /** Set damaged records aside and compute them again. */
  readonly repair: boolean;
}

type Engine = Pick<StudyEngine, 'lab' | 'devices' | 'onWarning'>;

/** What a run is found to be, and how it can go on. */
interface Resumption extends Onward {
  readonly description: RunDescription;
  readonly dataset: Dataset;
  readonly events: readonly RunEvent[];
  readonly scan: RecordScan;
}

/**
 * Can the run go on? Reads all of it and writes nothing.
 *
 * @param run its whole id
 * @returns what the run is
 * @throws LabError `conflict` when the data, the app's methods or the device changed since; `damaged` when the plan was
 *   changed, and unless `repair` when records were
 */
export async function checkResumption(run: string, options: ResumeOptions, engine: Engine): Promise<RunDescription> {
  return (await findResumption(run, options, engine)).description;
}

/**
 * Computes what a run lacks: all of it, when it was just created. The completed run equals one that was never
 * interrupted, record by record.
 *
 * @param run its whole id
 * @throws LabError as `checkResumption`; whatever stops the run again
 */
export async function resumeStudy(run: string, options: ResumeOptions, engine: StudyEngine): Promise<void> {
  await engine.lab.forWriting();
  const found = await unlessAborted(findResumption(run, options, engine), engine.signal);
  const { description, dataset, events, device, forced, scan } = found;
  const notes = await makeSound(layout.run(engine.lab.folder, run), scan);
  if (scan.count === description.expansion.records && lastOf(events) === 'finished') return;
  await computeRun(
    {
      description,
      manifest: dataset.manifest,
      present: scan.present,
      begin: events.some(({ event }) => event === 'started' || event === 'resumed') ? 'resumed' : 'started',
      device,
      hardware: events.findLast(({ hardware }) => hardware !== null)?.hardware ?? null,
      note: [...forced, ...notes].join(' ') || null,
    },
    engine,
  );
}

async function findResumption(run: string, { force, repair }: ResumeOptions, engine: Engine): Promise<Resumption> {
  const lab = engine.lab.folder;
  const folder = layout.run(lab, run);
  const description = await readRun(lab, run);
  const dataset = await openStudyDataset(lab, description.plan);
  refuseOtherCells(description, expand(description.plan, dataset, await importedOf(lab, description.plan.subjects)));
  const events = await readEvents(runFiles.events(folder), (error) => {
    engine.onWarning(error.toString());
  });
  const onward = deviceToGoOn(events, force, engine.devices);
  const file = runFiles.records(folder);
  const scan = await scanRecords(file, expectedRecords(description.expansion));
  if (scan.damaged.length > 0 && !repair) throw damagedRecords(file, scan.damaged);
  if (scan.count < description.expansion.records) await refuseOtherWeights(lab, description);
  return { description, dataset, events, ...onward, scan };
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

/** Refuses to go on with a run from another lab under models that are not those that it began with. */
async function refuseOtherWeights(lab: string, { id, expansion }: RunDescription): Promise<void> {
  for (const cell of expansion.cells) {
    if (cell.kind !== 'model') continue;
    const brought = await findBroughtModel(lab, id, cell.model);
    if (brought === null || brought.weightsHash === (await findModel(lab, cell.model))?.weightsHash) continue;
    throw conflict(
      id,
      `came from another lab, and its model "${cell.title}" is not here with the weights that it had there.`,
      'Export it there with weights and open that archive, or run the plan again.',
    );
  }
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
    option: 'force',
    remedy: `Resume with --device ${last} (in the window: choose it under Settings, Devices), or with --force to mix results of both, which the run then notes.`,
  });
}

/** Brings the record file into a state that can be appended to. @returns what to note about it */
async function makeSound(folder: string, { damaged, torn }: RecordScan): Promise<readonly string[]> {
  const file = runFiles.records(folder);
  const notes: string[] = [];
  if (torn !== null) {
    await dropTorn(file, torn.offset);
    notes.push(`Dropped a torn last record of ${torn.bytes} bytes.`);
  }
  if (damaged.length > 0) {
    await setAside(file, runFiles.damagedRecords(folder), new Set(damaged.map(({ line }) => line)));
    notes.push(`Set ${damaged.length} damaged ${damaged.length === 1 ? 'line' : 'lines'} aside.`);
  }
  return notes;
}

function conflict(run: string, message: string, remedy: string): LabError {
  return new LabError('conflict', message, { where: `run ${run}`, remedy });
}
