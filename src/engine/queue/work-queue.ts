import { cancelled, isCancelled, LabError } from '../../shared/errors';
import type { QueueItem, QueueState, WorkEnd } from '../../shared/runs/queue';
import { coalesce } from '../progress/coalesce';
import { engineStops, workPauses } from '../study/stop-reasons';
import { newest } from './newest';
import { QueuedWork } from './queued-work';
import type { Work } from './work';

export interface QueueEvents {
  /** A piece of work is begun, or gone on with after a pause. */
  readonly onBegin: (item: QueueItem) => void;
  readonly onChange: (state: QueueState) => void;
  readonly onEnd: (end: WorkEnd) => void;
  readonly onWarning: (text: string) => void;
}

/** Changes are told at most ten times a second. */
const INTERVAL_MS = 100;

/**
 * Long work, one piece at a time, since each uses all of the devices. Whoever waits for a piece may go away; it stays
 * until it is done, fails, or is stopped.
 */
export class WorkQueue {
  #entries: readonly QueuedWork[] = [];
  #closed = false;
  readonly #events: QueueEvents;
  readonly #changed: () => void;

  constructor(events: QueueEvents) {
    this.#events = events;
    this.#changed = newest(() => this.state(), events.onChange, INTERVAL_MS);
  }

  state(): QueueState {
    return { items: this.#entries.map(({ item }) => item) };
  }

  /** The queued work of a run, or the training of a model; undefined when there is none. */
  find({ run = null, model = null }: Partial<Pick<QueueItem, 'run' | 'model'>>): QueueItem | undefined {
    return this.state().items.find((item) => item.run === run && item.model === model);
  }

  /** A model is trained: trainings of it that are not worked on have nothing left to do, and are done. */
  async trained(model: string): Promise<void> {
    const idle = this.#entries.filter((entry) => entry.work.model === model && !entry.isWorkedOn);
    await Promise.all(idle.map((entry) => this.#leave(entry, null)));
  }

  /** Titles of the work that reads a data set. */
  on(dataset: string): readonly string[] {
    return this.#entries.filter(({ work }) => work.dataset === dataset).map(({ work }) => work.title);
  }

  /** Puts work at the end. Its place is written down when this resolves. @throws LabError `conflict` for a run twice */
  async add(work: Work): Promise<Pick<QueuedWork, 'id' | 'ended'>> {
    if (this.#closed) throw engineStops;
    if (work.run !== null && this.find({ run: work.run }) !== undefined) {
      throw new LabError('conflict', 'is in the queue already.', {
        where: `run ${work.run}`,
        remedy: 'Wait for it; if it is paused, continue it.',
      });
    }
    const entry = new QueuedWork(work, { ...this.#events, onChange: this.#changed });
    this.#entries = [...this.#entries, entry];
    const written = entry.stands('waiting');
    this.#startNext();
    await written;
    return entry;
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
    if (entry.isWorkedOn) await entry.cutShort('pause', workPauses);
    else await entry.stands('paused');
  }

  /** @throws LabError `not-found` */
  async continue(id: string): Promise<void> {
    const entry = this.#entry(id, 'item');
    if (entry.isWorkedOn) {
      entry.keepOn();
      return;
    }
    const written = entry.stands('waiting');
    this.#startNext();
    await written;
  }

  /** Resolves when the work has left the queue. @throws LabError `not-found` */
  async stop(id: string): Promise<void> {
    const entry = this.#entry(id, 'item');
    if (entry.isWorkedOn) await entry.cutShort('leave', cancelled());
    else await this.#leave(entry, cancelled());
  }

  /** The engine stops: what is worked on is cut short, what waits is given up; all of it counts as interrupted. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(
      this.#entries.map(async (entry) => {
        await entry.interrupt(engineStops);
        entry.settle(engineStops);
      }),
    );
  }

  #startNext(): void {
    if (this.#closed || this.#entries.some(({ isWorkedOn }) => isWorkedOn)) return;
    const next = this.#entries.find(({ item }) => item.state === 'waiting');
    next?.begin((signal) => this.#workOn(next, signal));
  }

  async #workOn(entry: QueuedWork, signal: AbortSignal): Promise<void> {
    const { sink, flush } = coalesce((progress) => {
      entry.progressed(progress);
    });
    let error: Error | null = null;
    try {
      await entry.stands('working');
      this.#events.onBegin(entry.item);
      await entry.work.compute(signal, sink);
    } catch (caught) {
      error = caught instanceof Error ? caught : new Error(String(caught));
    }
    flush();
    const onward = entry.end();
    if (this.#closed) {
      entry.settle(error);
      return;
    }
    // Work that came to its end before it saw the pause leaves the queue all the same.
    const held = isCancelled(error) && (onward === 'pause' || onward === 'wait');
    const written = held ? entry.stands(onward === 'pause' ? 'paused' : 'waiting') : this.#leave(entry, error);
    this.#startNext();
    await written;
  }

  async #leave(entry: QueuedWork, error: Error | null): Promise<void> {
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.#changed();
    this.#events.onEnd(await entry.leave(error));
    entry.settle(error);
  }

  #entry(id: string, where: string): QueuedWork {
    const entry = this.#entries.find((one) => one.id === id);
    if (entry !== undefined) return entry;
    throw new LabError('not-found', 'is not in the queue any more.', {
      where,
      remedy: 'It is done, has failed or was stopped; look at the run or the model.',
    });
  }
}
