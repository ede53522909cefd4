import { analysisVersion } from '../../../analysis/study-analysis';
import { canonicalJson } from '../../../shared/identity';
import { LabError } from '../../../shared/errors';
import type { LabApi } from '../../../shared/lab-channel/lab-api';
import type { WorkspaceDatabase } from '../database';
import { MOST_RECORDS } from '../../../analysis/kept-runs';
import { withRecords } from '../../../analysis/read-run';
import type { Computer } from '../../computing/computer';
import { withSignal } from '../../lab/with-signal';
import type { IndexedRun, RunFigures } from './rows';

export interface IndexOptions {
  readonly signal: AbortSignal;
  /** Analyses the runs. */
  readonly computer: Pick<Computer, 'compute'>;
  readonly onProgress?: (done: number, total: number) => void;
  /** Awaited before the runs are listed and before every run that is read: whoever uses the window goes first. */
  readonly turn?: () => Promise<void>;
}

/** Milliseconds of reading that are written at once: every write wakes all that shows runs. */
const between = 2000;

/**
 * Brings the index up to date: runs as the lab lists them, without those that are gone, and the figures of finished
 * runs that have none yet, newest first.
 *
 * @returns runs in the index
 * @throws LabError what the engine answers; `cancelled` after the signal's abort
 */
export async function updateIndex(database: WorkspaceDatabase, lab: LabApi, options: IndexOptions): Promise<number> {
  await options.turn?.();
  const { runs } = await lab.request('runs.list', {}, { signal: options.signal });
  const there = new Set(runs.map(({ id }) => id));
  await database.transaction('rw', database.runs, database.figures, async () => {
    const known = new Map((await database.runs.toArray()).map((run) => [run.id, run]));
    for (const id of known.keys()) if (!there.has(id)) await forget(database, id);
    const listed = runs.map((run): IndexedRun => ({
      ...run,
      measured: known.get(run.id)?.measured ?? null,
      outcome: known.get(run.id)?.outcome ?? null,
    }));
    await database.runs.bulkPut(listed.filter((run) => !isSame(run, known.get(run.id))));
  });
  const missing = (await database.runs.orderBy('createdAt').reverse().toArray()).filter(isUnread);
  let read: MeasuredRun[] = [];
  let written = performance.now();
  for (const [done, { id }] of missing.entries()) {
    options.onProgress?.(done, missing.length);
    await options.turn?.();
    try {
      read.push(await measureRun(lab, id, options));
    } catch (error) {
      if (!isOfRun(error)) throw error;
      // It must not keep the others out; its own page says what is wrong with it.
      console.warn(error);
    }
    if (performance.now() - written < between && done < missing.length - 1) continue;
    await keep(database, read);
    read = [];
    written = performance.now();
  }
  return runs.length;
}

/** Forgets all that the index holds and makes it anew from the lab. */
export async function rebuildIndex(database: WorkspaceDatabase, lab: LabApi, options: IndexOptions): Promise<number> {
  await database.transaction('rw', database.runs, database.figures, async () => {
    await database.runs.clear();
    await database.figures.clear();
  });
  return updateIndex(database, lab, options);
}

/** Finished, but its figures are not in the index, or were measured by an older version of the measures. */
export function isUnread(run: IndexedRun): boolean {
  return run.state === 'finished' && run.measured?.analysisVersion !== analysisVersion && !isTooLarge(run);
}

/** Its records are more than a window reads unasked. */
export function isTooLarge({ records }: Pick<IndexedRun, 'records'>): boolean {
  return records > MOST_RECORDS;
}

async function forget(database: WorkspaceDatabase, run: string): Promise<void> {
  await database.runs.delete(run);
  await database.figures.delete(run);
}

/** Is it about this run alone? Of a lab that does not answer, the next run would fail as well. */
function isOfRun(error: unknown): boolean {
  return error instanceof LabError && ['damaged', 'unsupported', 'not-found', 'internal'].includes(error.code);
}

/** What is kept of a run that was read. */
type MeasuredRun = RunFigures & Pick<IndexedRun, 'measured' | 'outcome'>;

async function measureRun(lab: LabApi, run: string, { signal, computer }: IndexOptions): Promise<MeasuredRun> {
  const connection = withSignal(lab, signal);
  const input = await withRecords(connection, await connection.request('runs.show', { run }));
  const { appVersion, expansion } = input.run;
  return {
    run,
    measured: { appVersion, datasetHash: expansion.datasetHash, analysisVersion },
    ...(await computer.compute({ kind: 'index', run: input.run.id }, [input], signal)),
  };
}

async function keep(database: WorkspaceDatabase, read: readonly MeasuredRun[]): Promise<void> {
  await database.transaction('rw', database.runs, database.figures, async () => {
    for (const { run, measured, outcome, figures } of read) {
      const known = await database.runs.get(run);
      // Removed meanwhile, or another tab was faster: what it wrote is the same.
      if (known === undefined || !isUnread(known)) continue;
      await database.figures.put({ run, figures });
      await database.runs.update(run, { measured, outcome });
    }
  });
}

function isSame(run: IndexedRun, known: IndexedRun | undefined): boolean {
  return known !== undefined && canonicalJson(run) === canonicalJson(known);
}
