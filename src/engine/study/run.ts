import type { DeviceInfo, DeviceKind } from '../../shared/device';
import type { DatasetManifest } from '../../shared/data/dataset';
import { isCancelled, LabError, toWire } from '../../shared/errors';
import { newRunId } from '../../shared/identity';
import type { StudyPlan } from '../../shared/plan/plan';
import type { ProgressSink } from '../../shared/progress';
import type { StoredCheck } from '../../shared/samples/stored-input';
import { lastOf, type RunDescription, type RunEvent } from '../../shared/runs/run';
import { AppendFile } from '../lab/append-file';
import { appendEvent, readEvents } from '../lab/event-file';
import { openInputs } from '../lab/input-file';
import type { Lab } from '../lab/lab';
import { layout, runFiles } from '../lab/layout';
import { RunLog } from '../lab/run-log';
import { createRun } from '../lab/runs';
import type { OnLog } from './cell-log';
import { runCancellable } from './cancellable-job';
import { execute } from './execute';
import { checkStored } from './stored-inputs';
import { expand } from './expand';
import type { JobPool } from './job-pool';
import { engineStops, workPauses } from './stop-reasons';
import { checkWeights } from './pretrained-origins';
import { importedOf, openStudyDataset } from './study-dataset';
import type { OnCurve, OnTrained } from './train-model';
import { unlessAborted } from '../../shared/unless-aborted';

/** What a run needs of the engine it runs in. */
export interface StudyEngine {
  readonly lab: Lab;
  /** Devices that this engine was told to use; empty: the best that is there. */
  readonly devices: readonly DeviceKind[];
  /** Started when the first job is there: a wrong plan is answered at once. Of one device, or of those to be used. */
  readonly pool: (device: DeviceKind | null, onWarning: (text: string) => void) => Promise<JobPool>;
  readonly appVersion: string;
  /** Whether programs of the user's own are asked. */
  readonly predictors: boolean;
  /** Its abort cancels the run, unless the reason says otherwise (`stop-reasons.ts`). */
  readonly signal: AbortSignal;
  readonly onProgress: ProgressSink;
  readonly onCurve: OnCurve;
  readonly onTrained: OnTrained;
  readonly onWarning: (text: string) => void;
}

/** Creates a run of a plan, of which nothing is computed yet. @throws LabError `invalid` before anything is written */
export async function createStudyRun(
  plan: StudyPlan,
  engine: Pick<StudyEngine, 'lab' | 'appVersion'>,
): Promise<RunDescription> {
  await engine.lab.forWriting();
  const dataset = await openStudyDataset(engine.lab.folder, plan);
  const expansion = expand(plan, dataset, await importedOf(engine.lab.folder, plan.subjects));
  await checkWeights(plan, engine.lab.folder);
  const description: RunDescription = {
    format: 'muroan.run',
    formatVersion: 1,
    id: newRunId(),
    plan,
    expansion,
    appVersion: engine.appVersion,
    createdAt: new Date().toISOString(),
  };
  await createRun(engine.lab.folder, description, dataset.manifest);
  await noteEvent(engine, description.id, 'created', null, null);
  return description;
}

export interface Continuation {
  readonly description: RunDescription;
  readonly manifest: DatasetManifest;
  /** Rows recorded already, by cell. */
  readonly present: ReadonlyMap<string, ReadonlySet<number>>;
  readonly begin: 'started' | 'resumed';
  /** What computed the first part and shall go on; null at the start. */
  readonly device: DeviceKind | null;
  /** The hardware behind it then; null at the start. */
  readonly hardware: string | null;
  readonly note: string | null;
}

/** What computes. */
type Computer = Pick<DeviceInfo, 'kind' | 'hardware'>;

/** Computes what a run lacks and writes down how it ended. */
export async function computeRun(continuation: Continuation, engine: StudyEngine): Promise<void> {
  const run = continuation.description.id;
  let device: Computer | null = null;
  const log = await RunLog.open(engine.lab.folder, run, engine.onWarning);
  try {
    let beforeBeginning: string[] | null = [];
    const onWarning = (text: string): void => {
      // The event of the beginning tells what came before it.
      if (beforeBeginning === null) log.note('warning', text);
      else beforeBeginning.push(text);
      engine.onWarning(text);
    };
    const pool = await unlessAborted(engine.pool(continuation.device, onWarning), engine.signal);
    device = pool.info();
    const notes = [noted(continuation, device, engine) ?? [], beforeBeginning].flat();
    beforeBeginning = null;
    await noteEvent(engine, run, continuation.begin, device, notes.join(' ') || null);
    await appendMissing(continuation, { ...engine, onWarning }, pool, log);
    const stored = await askedAgain(continuation, engine, pool);
    await log.close();
    await noteEvent(engine, run, 'finished', device, null, stored);
  } catch (error) {
    throw await ended(error, run, device, engine);
  } finally {
    await log.close();
  }
}

/** The note of a beginning; also tells of other hardware, whose sums may round otherwise. */
function noted({ note, hardware }: Continuation, now: Computer, { onWarning }: StudyEngine): string | null {
  if (hardware === null || hardware === now.hardware) return note;
  const other = `Goes on on ${now.hardware} after ${hardware}.`;
  onWarning(`${other} The last digits of its numbers may differ.`);
  return note === null ? other : `${note} ${other}`;
}

/**
 * Writes down that a run which was created or paused will not be gone on with. Nothing is written of a run that has
 * ended already.
 *
 * @param note why it failed; null where somebody stopped it
 */
export async function closeRun(
  run: string,
  note: string | null,
  engine: Pick<StudyEngine, 'lab' | 'appVersion'>,
): Promise<void> {
  const events = await readEvents(runFiles.events(layout.run(engine.lab.folder, run)), () => undefined);
  const last = lastOf(events);
  if (last !== 'created' && last !== 'paused') return;
  await noteEvent(engine, run, note === null ? 'cancelled' : 'failed', null, note);
}

async function appendMissing(
  continuation: Continuation,
  engine: StudyEngine,
  pool: JobPool,
  log: RunLog,
): Promise<void> {
  const lab = engine.lab.folder;
  const folder = layout.run(lab, continuation.description.id);
  const records = await AppendFile.open(runFiles.records(folder));
  const keeps = continuation.description.plan.storedInputs > 0;
  const inputs = keeps ? await openInputs(runFiles.inputs(folder)) : null;
  try {
    const onLog: OnLog = (level, text) => {
      log.note(level, text);
    };
    await execute({ ...engine, ...continuation, lab, records, inputs, pool, onLog });
  } finally {
    await inputs?.close();
    await records.close();
  }
}

/** What the disk now holds of the attacked inputs, put to the models once more. */
function askedAgain(
  { description }: Continuation,
  { lab: { folder }, signal }: StudyEngine,
  pool: JobPool,
): Promise<StoredCheck | null> {
  const dataset = layout.dataset(folder, description.plan.data.dataset);
  return checkStored(folder, description, async ({ model }, inputs) => {
    const job = { kind: 'ask-stored', model: layout.model(folder, model), dataset, inputs } as const;
    return (await runCancellable(pool, job, { signal })).answers;
  });
}

/** Writes down why a run ended early, if the disk still lets it, and says how to go on. */
async function ended(error: unknown, run: string, device: Computer | null, engine: StudyEngine): Promise<unknown> {
  // Nobody is there any more to read an answer, and without an end event the run counts as interrupted: it is.
  if (engine.signal.reason === engineStops) return error;
  const wire = toWire(error);
  const event = endOf(error, engine.signal);
  await noteEvent(engine, run, event, device, event === 'failed' ? wire.message : null).catch(() => {
    engine.onWarning(`That run ${run} ${told[event]} could not be written down.`);
  });
  switch (wire.code) {
    case 'disk-full':
      return new LabError('disk-full', wire.message, {
        where: engine.lab.folder,
        remedy: `Free some space, then go on with \`muroan study resume ${run}\`; what is recorded is kept.`,
      });
    case 'cancelled':
      return new LabError('cancelled', 'Cancelled; what is recorded is kept.', {
        where: `run ${run}`,
        remedy: `Go on with \`muroan study resume ${run}\`.`,
      });
    default:
      return error;
  }
}

type EarlyEnd = 'paused' | 'cancelled' | 'failed';
const told = { paused: 'was paused', cancelled: 'was cancelled', failed: 'failed' } as const;

function endOf(error: unknown, signal: AbortSignal): EarlyEnd {
  if (!isCancelled(error)) return 'failed';
  return signal.reason === workPauses ? 'paused' : 'cancelled';
}

async function noteEvent(
  engine: Pick<StudyEngine, 'lab' | 'appVersion'>,
  run: string,
  event: RunEvent['event'],
  device: Computer | null,
  note: string | null,
  stored: StoredCheck | null = null,
): Promise<void> {
  await appendEvent(runFiles.events(layout.run(engine.lab.folder, run)), {
    at: new Date().toISOString(),
    event,
    appVersion: engine.appVersion,
    device: device?.kind ?? null,
    hardware: device?.hardware ?? null,
    note,
    ...(stored === null ? {} : { stored }),
  });
}
