import { v7 } from 'uuid';
import { isCancelled, toWire, type LabError } from '../../shared/errors';
import type { Progress } from '../../shared/progress';
import type { QueueItem, WorkEnd } from '../../shared/runs/queue';
import type { Work } from './work';

export interface WorkEvents {
  readonly onChange: () => void;
  readonly onWarning: (text: string) => void;
}

/** The time that a piece of work is worked on, until it ends or is cut short. */
interface Stint {
  readonly abort: AbortController;
  readonly over: Promise<void>;
}

/** What becomes of work whose stint is cut short. */
type Onward = 'wait' | 'pause' | 'leave';

/** A piece of work in the queue. */
export class QueuedWork {
  readonly id = v7();
  readonly work: Work;
  /** Settles when the work has left the queue; rejects with why it is not done. */
  readonly ended: Promise<void>;
  readonly #events: WorkEvents;
  #state: QueueItem['state'] = 'waiting';
  #progress: Progress | null = null;
  #stint: Stint | null = null;
  #onward: Onward | null = null;
  /** What is being written down about it, one after the other. */
  #writing: Promise<void> = Promise.resolve();
  #settle: (error: Error | null) => void = () => undefined;

  constructor(work: Work, events: WorkEvents) {
    this.work = work;
    this.#events = events;
    this.ended = new Promise((resolve, reject) => {
      this.#settle = (error) => {
        if (error === null) resolve();
        else reject(error);
      };
    });
    // Nobody need wait for it.
    this.ended.catch(() => undefined);
  }

  get item(): QueueItem {
    const { kind, title, run, model, trains } = this.work;
    return { id: this.id, kind, title, run, model, trains: [...trains], state: this.#state, progress: this.#progress };
  }

  get isWorkedOn(): boolean {
    return this.#stint !== null;
  }

  /** Changes the state at once; resolves when that is written down. */
  async stands(state: QueueItem['state']): Promise<void> {
    this.#state = state;
    this.#events.onChange();
    await this.#write(() => this.work.stands(state));
  }

  progressed(progress: Progress): void {
    this.#progress = progress;
    this.#events.onChange();
  }

  /** Begins a stint, which is over when `work` is. */
  begin(work: (signal: AbortSignal) => Promise<void>): void {
    const abort = new AbortController();
    this.#onward = null;
    // Only then `work` runs: what it sees of this entry is that it is worked on.
    const over = Promise.resolve().then(() => work(abort.signal));
    this.#stint = { abort, over };
  }

  /** Ends the stint. @returns what was wished for when it was cut short; null when it was not */
  end(): Onward | null {
    this.#stint = null;
    return this.#onward;
  }

  /** Resolves when the stint is over; there must be one. */
  async cutShort(onward: Onward, reason: LabError): Promise<void> {
    // Who stopped it has the last word.
    if (this.#onward !== 'leave') this.#onward = onward;
    await this.interrupt(reason);
  }

  /** What was to be paused shall go on. */
  keepOn(): void {
    if (this.#onward === 'pause') this.#onward = 'wait';
  }

  /** Aborts the stint, if there is one, and waits until it is over. */
  async interrupt(reason: LabError): Promise<void> {
    this.#stint?.abort.abort(reason);
    await this.#stint?.over;
  }

  /** Writes down that the work has left the queue. @param error why it is not done; null when it is */
  async leave(error: Error | null): Promise<WorkEnd> {
    await this.#write(() => this.work.leaves(error));
    const { id, kind, title, run, model } = this.item;
    return { item: { id, kind, title, run, model }, ...outcomeOf(error) };
  }

  /** Answers whoever waits. */
  settle(error: Error | null): void {
    this.#settle(error);
  }

  /** What cannot be written down is told; the work itself will meet the same problem, if it lasts. */
  #write(write: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing.then(write).catch((problem: unknown) => {
      this.#events.onWarning(`The state of ${this.work.title} could not be written down: ${toWire(problem).message}`);
    });
    return this.#writing;
  }
}

function outcomeOf(error: Error | null): Pick<WorkEnd, 'outcome' | 'error'> {
  if (error === null) return { outcome: 'done', error: null };
  return isCancelled(error) ? { outcome: 'stopped', error: null } : { outcome: 'failed', error: toWire(error) };
}
