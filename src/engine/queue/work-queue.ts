import { v7 } from 'uuid';
import { cancelled, isCancelled, LabError, toWire } from '../../shared/errors';
import type { Progress } from '../../shared/progress';
import type { QueueItem, QueueState, WorkEnd } from '../../shared/queue';
import { coalesce } from '../study/coalesce';
import { engineStops, workPauses } from '../study/stop-reasons';
import { newest } from './newest';
import type { Work } from './work';

export interface QueueEvents {
  readonly onChange: (state: QueueState) => void;
  readonly onEnd: (end: WorkEnd) => void;
  readonly onWarning: (text: string) => void;
}

/** A piece of work that was put into the queue. */
export interface Queued {
  readonly item: string;
  /** Settles when the work has left the queue. Rejects with what it failed with; `cancelled` when it was stopped. */
  readonly ended: Promise<void>;
}

interface Entry {
  readonly id: string;
  readonly work: Work;
  state: QueueItem['state'];
  progress: Progress | null;
  /** While it is worked on. */
  stint: Stint | null;
  /** What is being written down about it, one after the other. */
  writing: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Stint {
  readonly abort: AbortController;
  readonly over: Promise<void>;
  /** What becomes of the work after this stint, if it was cut short. */
  then: 'wait' | 'pause' | 'leave' | null;
}

/** Changes are told at most ten times a second. */
const INTERVAL_MS = 100;

/**
 * Long work, one piece at a time, since each uses all of the devices. Whoever waits for a piece may go away; it stays
 * until it is done, fails, or is stopped.
 */
export class WorkQueue {
  #entries: readonly Entry[] = [];
  #closed = false;
  readonly #events: QueueEvents;
  readonly #changed: () => void;

  constructor(events: QueueEvents) {
    this.#events = events;
    this.#changed = newest(() => this.state(), events.onChange, INTERVAL_MS);
  }

  state(): QueueState {
    return { items: this.#entries.map(itemOf) };
  }

  /** The queued work of a run or model; undefined when there is none. */
  find(what: Partial<Pick<QueueItem, 'run' | 'model'>>): QueueItem | undefined {
    return this.state().items.find(({ run, model }) => (what.run ?? null) === run && (what.model ?? null) === model);
  }

  /** Puts work at the end. Its place is written down when this resolves. @throws LabError `conflict` for a run twice */
  async add(work: Work): Promise<Queued> {
    if (this.#closed) throw engineStops;
    if (work.run !== null && this.find({ run: work.run }) !== undefined) {
      throw new LabError('conflict', 'is in the queue already.', {
        where: `run ${work.run}`,
        remedy: 'Wait for it; if it is paused, continue it.',
      });
    }
    const { promise, resolve, reject } = withResolvers();
    // Nobody need wait for it.
    promise.catch(() => undefined);
    const entry: Entry = {
      id: v7(),
      work,
      state: 'waiting',
      progress: null,
      stint: null,
      writing: Promise.resolve(),
      resolve,
      reject,
    };
    this.#entries = [...this.#entries, entry];
    const written = this.#stands(entry, 'waiting');
    this.#startNext();
    await written;
    return { item: entry.id, ended: promise };
  }

  /**
   * @param before null: to the end
   * @throws LabError `not-found`
   */
  move(id: string, before: string | null): void {
    const entry = this.#entry(id, 'item');
    if (before === id) return;
    const others = this.#entries.filter((other) => other !== entry);
    const at = before === null ? others.length : others.indexOf(this.#entry(before, 'before'));
    this.#entries = [...others.slice(0, at), entry, ...others.slice(at)];
    this.#changed();
  }

  /** Resolves when nothing of the work is under way any more. @throws LabError `not-found` */
  async pause(id: string): Promise<void> {
    const entry = this.#entry(id, 'item');
    if (entry.stint === null) await this.#stands(entry, 'paused');
    else await cutShort(entry.stint, 'pause', workPauses);
  }

  /** @throws LabError `not-found` */
  async continue(id: string): Promise<void> {
    const entry = this.#entry(id, 'item');
    if (entry.stint !== null) {
      if (entry.stint.then === 'pause') entry.stint.then = 'wait';
      return;
    }
    const written = this.#stands(entry, 'waiting');
    this.#startNext();
    await written;
  }

  /** Resolves when the work has left the queue. @throws LabError `not-found` */
  async stop(id: string): Promise<void> {
    const entry = this.#entry(id, 'item');
    if (entry.stint === null) await this.#leave(entry, cancelled());
    else await cutShort(entry.stint, 'leave', cancelled());
  }

  /** The engine stops: what is worked on is cut short, what waits is given up; both count as interrupted. */
  async close(): Promise<void> {
    this.#closed = true;
    const entries = this.#entries;
    await Promise.all(
      entries.map(async ({ stint, reject }) => {
        stint?.abort.abort(engineStops);
        await stint?.over;
        reject(engineStops);
      }),
    );
  }

  #startNext(): void {
    if (this.#closed || this.#entries.some(({ stint }) => stint !== null)) return;
    const next = this.#entries.find(({ state }) => state === 'waiting');
    if (next === undefined) return;
    const abort = new AbortController();
    const { promise: over, resolve } = withResolvers();
    next.stint = { abort, over, then: null };
    void this.#workOn(next, next.stint).finally(resolve);
  }

  async #workOn(entry: Entry, stint: Stint): Promise<void> {
    const { sink, flush } = coalesce((progress) => {
      entry.progress = progress;
      this.#changed();
    });
    let error: unknown = null;
    try {
      await this.#stands(entry, 'working');
      await entry.work.compute(stint.abort.signal, sink);
    } catch (caught) {
      error = caught;
    }
    flush();
    entry.stint = null;
    if (this.#closed) {
      entry.reject(error ?? engineStops);
      return;
    }
    // Work that came to its end before it saw the pause leaves the queue all the same.
    const held = isCancelled(error) && (stint.then === 'pause' || stint.then === 'wait');
    const written = held
      ? this.#stands(entry, stint.then === 'pause' ? 'paused' : 'waiting')
      : this.#leave(entry, error);
    this.#startNext();
    await written;
  }

  async #stands(entry: Entry, state: QueueItem['state']): Promise<void> {
    entry.state = state;
    this.#changed();
    await this.#write(entry, () => entry.work.stands(state));
  }

  async #leave(entry: Entry, error: unknown): Promise<void> {
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.#changed();
    await this.#write(entry, () => entry.work.leaves(error));
    if (error === null) entry.resolve();
    else entry.reject(error);
    this.#events.onEnd(endOf(entry, error));
  }

  /** What cannot be written down is told; the work itself will meet the same problem, if it lasts. */
  #write(entry: Entry, write: () => Promise<void>): Promise<void> {
    entry.writing = entry.writing.then(write).catch((problem: unknown) => {
      this.#events.onWarning(`The state of ${entry.work.title} could not be written down: ${toWire(problem).message}`);
    });
    return entry.writing;
  }

  #entry(id: string, where: string): Entry {
    const entry = this.#entries.find((one) => one.id === id);
    if (entry !== undefined) return entry;
    throw new LabError('not-found', 'is not in the queue any more.', {
      where,
      remedy: 'It is done, has failed or was stopped; look at the run or the model.',
    });
  }
}

async function cutShort(stint: Stint, then: Stint['then'], reason: LabError): Promise<void> {
  // Who stopped it has the last word.
  if (stint.then !== 'leave') stint.then = then;
  stint.abort.abort(reason);
  await stint.over;
}

function itemOf({ id, work: { kind, title, run, model }, state, progress }: Entry): QueueItem {
  return { id, kind, title, run, model, state, progress };
}

function endOf(entry: Entry, error: unknown): WorkEnd {
  const { id, kind, title, run, model } = itemOf(entry);
  const item = { id, kind, title, run, model };
  if (error === null) return { item, outcome: 'done', error: null };
  return isCancelled(error)
    ? { item, outcome: 'stopped', error: null }
    : { item, outcome: 'failed', error: toWire(error) };
}

function withResolvers(): { promise: Promise<void>; resolve: () => void; reject: (error: unknown) => void } {
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}
