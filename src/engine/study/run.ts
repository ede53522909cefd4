import type { DeviceKind } from '../../shared/device';
import type { DatasetManifest } from '../../shared/dataset';
import { isCancelled, LabError, toWire } from '../../shared/errors';
import { newRunId } from '../../shared/identity';
import type { StudyPlan } from '../../shared/plan';
import type { ProgressSink } from '../../shared/progress';
import type { RunDescription, RunEvent, RunSummary } from '../../shared/run';
import { AppendFile } from '../lab/append-file';
import { appendEvent } from '../lab/event-file';
import type { Lab } from '../lab/lab';
import { layout, runFiles } from '../lab/layout';
import { createRun, markWorkedOn, summarise, unmarkWorkedOn } from '../lab/runs';
import { execute } from './execute';
import type { JobPool } from './job-pool';
import { openStudyDataset } from './study-dataset';
import { expand } from './expand';

/** What a run needs of the engine it runs in. */
export interface StudyEngine {
  readonly lab: Lab;
  /** Devices that this engine was told to use; empty: the best that is there. */
  readonly devices: readonly DeviceKind[];
  /** Started when the first job is there: a wrong plan is answered at once. Of one device, or of those to be used. */
  readonly pool: (device: DeviceKind | null) => Promise<JobPool>;
  readonly appVersion: string;
  readonly signal: AbortSignal;
  readonly onProgress: ProgressSink;
  readonly onRunCreated: (run: string) => void;
  readonly onWarning: (text: string) => void;
}

/** Reason of a signal's abort when the whole engine stops: the run is interrupted, nobody cancelled it. */
export const engineStops = new LabError('cancelled', 'The engine stops.');

/**
 * Creates a run of a plan and computes it to its end.
 *
 * @throws LabError `invalid` before anything is written; later whatever stopped the run, which then can be resumed
 */
export async function runStudy(plan: StudyPlan, engine: StudyEngine): Promise<RunSummary> {
  await engine.lab.forWriting();
  const dataset = await openStudyDataset(engine.lab.folder, plan);
  const description: RunDescription = {
    format: 'muroan.run',
    formatVersion: 1,
    id: newRunId(),
    plan,
    expansion: expand(plan, dataset),
    appVersion: engine.appVersion,
    createdAt: new Date().toISOString(),
  };
  await createRun(engine.lab.folder, description, dataset.manifest);
  await noteEvent(engine, description.id, 'created', null, null);
  engine.onRunCreated(description.id);
  return computeRun(
    { description, manifest: dataset.manifest, present: new Map(), begin: 'started', device: null, note: null },
    engine,
  );
}

export interface Continuation {
  readonly description: RunDescription;
  readonly manifest: DatasetManifest;
  /** Rows recorded already, by cell. */
  readonly present: ReadonlyMap<string, ReadonlySet<number>>;
  readonly begin: 'started' | 'resumed';
  /** What computed the first part and shall go on; null at the start. */
  readonly device: DeviceKind | null;
  readonly note: string | null;
}

/** Computes what a run lacks and writes down how it ended. */
export async function computeRun(continuation: Continuation, engine: StudyEngine): Promise<RunSummary> {
  const { description } = continuation;
  const lab = engine.lab.folder;
  const { token } = await engine.lab.forWriting();
  await markWorkedOn(lab, description.id, token);
  let device: DeviceKind | null = null;
  try {
    const pool = await engine.pool(continuation.device);
    device = pool.info().kind;
    await noteEvent(engine, description.id, continuation.begin, device, continuation.note);
    await appendMissing(continuation, engine, pool);
    await noteEvent(engine, description.id, 'finished', device, null);
  } catch (error) {
    throw await ended(error, description.id, device, engine);
  } finally {
    await unmarkWorkedOn(lab, description.id).catch(() => {
      engine.onWarning(`Run ${description.id} could not be marked as ended; it will be once this engine is gone.`);
    });
  }
  return summarise(lab, description, (error) => {
    engine.onWarning(error.toString());
  });
}

async function appendMissing(continuation: Continuation, engine: StudyEngine, pool: JobPool): Promise<void> {
  const lab = engine.lab.folder;
  const records = await AppendFile.open(runFiles.records(layout.run(lab, continuation.description.id)));
  try {
    await execute({ ...engine, ...continuation, lab, records, pool });
  } finally {
    await records.close();
  }
}

/** Writes down why a run ended early, if the disk still lets it, and says how to go on. */
async function ended(error: unknown, run: string, device: DeviceKind | null, engine: StudyEngine): Promise<unknown> {
  // Nobody is there any more to read an answer, and without an end event the run counts as interrupted: it is.
  if (engine.signal.reason === engineStops) return error;
  const wire = toWire(error);
  const event = isCancelled(error) ? 'cancelled' : 'failed';
  await noteEvent(engine, run, event, device, event === 'failed' ? wire.message : null).catch(() => {
    engine.onWarning(`That run ${run} ${event} could not be written down.`);
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

async function noteEvent(
  engine: StudyEngine,
  run: string,
  event: RunEvent['event'],
  device: DeviceKind | null,
  note: string | null,
): Promise<void> {
  await appendEvent(runFiles.events(layout.run(engine.lab.folder, run)), {
    at: new Date().toISOString(),
    event,
    appVersion: engine.appVersion,
    device,
    note,
  });
}
