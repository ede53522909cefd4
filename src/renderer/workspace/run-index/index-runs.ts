import { analysisVersion } from '../../../analysis/study-analysis';
import { canonicalJson } from '../../../shared/identity';
import { LabError } from '../../../shared/errors';
import type { LabApi } from '../../../shared/lab-api';
import type { WorkspaceDatabase } from '../database';
import { CellCollector, type CellAggregate } from '../../../analysis/cell-aggregates';
import type { IndexedRun, MeasuredWith } from './rows';

/** Records asked for at once: few enough that the window does not stutter over them. */
const page = 1000;

export interface IndexOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** Awaited before every run that is read: whoever uses the window goes first. */
  readonly turn?: () => Promise<void>;
}

/** Milliseconds of reading that are written at once: every write wakes all that shows runs. */
const between = 2000;

/**
 * Brings the index up to date: runs as the lab lists them, without those that are gone, and the cells of finished runs
 * that have none yet, newest first.
 *
 * @returns runs in the index
 * @throws LabError what the engine answers; `cancelled` after the signal's abort
 */
export async function updateIndex(database: WorkspaceDatabase, lab: LabApi, options: IndexOptions): Promise<number> {
  const { runs } = await lab.request('runs.list', {}, { signal: options.signal });
  const there = new Set(runs.map(({ id }) => id));
  await database.transaction('rw', database.runs, database.cells, async () => {
    const known = new Map((await database.runs.toArray()).map((run) => [run.id, run]));
    for (const id of known.keys()) if (!there.has(id)) await forget(database, id);
    const listed = runs.map((run): IndexedRun => ({ ...run, measured: known.get(run.id)?.measured ?? null }));
    await database.runs.bulkPut(listed.filter((run) => !isSame(run, known.get(run.id))));
  });
  const missing = (await database.runs.orderBy('createdAt').reverse().toArray()).filter(isUnread);
  let read: MeasuredRun[] = [];
  let written = performance.now();
  for (const [done, { id }] of missing.entries()) {
    options.onProgress?.(done, missing.length);
    await options.turn?.();
    try {
      read.push(await measureRun(lab, id, options.signal));
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
  await database.transaction('rw', database.runs, database.cells, async () => {
    await database.runs.clear();
    await database.cells.clear();
  });
  return updateIndex(database, lab, options);
}

/** Finished, but its cells are not in the index, or were measured by an older version of the measures. */
export function isUnread({ state, measured }: IndexedRun): boolean {
  return state === 'finished' && measured?.analysisVersion !== analysisVersion;
}

async function forget(database: WorkspaceDatabase, run: string): Promise<void> {
  await database.runs.delete(run);
  await database.cells.where({ run }).delete();
}

/** Is it about this run alone? Of a lab that does not answer, the next run would fail as well. */
function isOfRun(error: unknown): boolean {
  return error instanceof LabError && ['damaged', 'unsupported', 'not-found'].includes(error.code);
}

/** What is kept of a run that was read. */
interface MeasuredRun {
  readonly run: string;
  readonly measured: MeasuredWith;
  readonly cells: readonly CellAggregate[];
}

async function measureRun(lab: LabApi, run: string, signal: AbortSignal): Promise<MeasuredRun> {
  const { description, dataset } = await lab.request('runs.show', { run }, { signal });
  const collector = new CellCollector();
  let cursor: number | null = null;
  do {
    const answer: Awaited<ReturnType<typeof pageOf>> = await pageOf(lab, run, cursor, signal);
    collector.add(answer.records);
    cursor = answer.cursor;
  } while (cursor !== null);
  const { appVersion, expansion } = description;
  return {
    run,
    measured: { appVersion, datasetHash: expansion.datasetHash, analysisVersion },
    cells: collector.aggregates(description, dataset.modalities),
  };
}

async function keep(database: WorkspaceDatabase, read: readonly MeasuredRun[]): Promise<void> {
  await database.transaction('rw', database.runs, database.cells, async () => {
    for (const { run, measured, cells } of read) {
      const known = await database.runs.get(run);
      // Removed meanwhile, or another tab was faster: what it wrote is the same.
      if (known === undefined || !isUnread(known)) continue;
      await database.cells.bulkPut([...cells]);
      await database.runs.update(run, { measured });
    }
  });
}

function isSame(run: IndexedRun, known: IndexedRun | undefined): boolean {
  return known !== undefined && canonicalJson(run) === canonicalJson(known);
}

function pageOf(lab: LabApi, run: string, cursor: number | null, signal: AbortSignal) {
  return lab.request('runs.records', { run, cursor, limit: page }, { signal });
}
