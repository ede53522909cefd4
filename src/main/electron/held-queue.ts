import { LabError } from '../../shared/errors';
import type { QueueItem } from '../../shared/runs/queue';
import type { HeldWork } from '../../shared/window/quitting';
import type { EngineSupervisor } from '../engine-supervisor';

/** The queue of an engine, held so that the program can quit. */
export class HeldQueue {
  readonly #engine: Pick<EngineSupervisor, 'request'>;
  /** Of what this has held, the last held first: what was under way goes on before what waited. */
  #held: readonly string[] = [];
  #works: readonly HeldWork[];

  /** @param items what the engine said last: it may not answer any more */
  constructor(engine: Pick<EngineSupervisor, 'request'>, items: readonly QueueItem[]) {
    this.#engine = engine;
    this.#works = worksOf(items);
  }

  /** What was under way when something was last. */
  get works(): readonly HeldWork[] {
    return this.#works;
  }

  /**
   * Pauses all that waits or is under way; resolves when no batch is under way. What comes into the queue meanwhile is
   * held too.
   *
   * @param onWorks told what is waited for
   * @throws LabError why something cannot be paused
   */
  async holdAll(signal: AbortSignal, onWorks: (works: readonly HeldWork[]) => void): Promise<void> {
    while (!signal.aborted) {
      const { items } = await this.#engine.request('queue.show', {});
      if (isAborted(signal)) return;
      const working = items.filter(({ state }) => state === 'working');
      // Those that wait first, or one of them would take its turn.
      const open = [...items.filter(({ state }) => state === 'waiting'), ...working];
      if (open.length === 0) return;
      if (working.length > 0) this.#works = worksOf(working);
      onWorks(this.#works);
      for (const { id } of open) {
        if (isAborted(signal)) return;
        this.#held = [id, ...this.#held.filter((other) => other !== id)];
        await this.#ask('queue.pause', id);
      }
    }
  }

  /** Lets all that this has held go on. @throws LabError why something cannot go on, once the rest does */
  async letGo(): Promise<void> {
    const asked = await Promise.allSettled(this.#held.map((id) => this.#ask('queue.continue', id)));
    this.#held = [];
    const refused = asked.find((one) => one.status === 'rejected');
    if (refused !== undefined) throw refused.reason;
  }

  /** Work that has left the queue meanwhile is done, and neither waits nor is under way. */
  async #ask(name: 'queue.pause' | 'queue.continue', item: string): Promise<void> {
    try {
      await this.#engine.request(name, { item });
    } catch (error) {
      if (!(error instanceof LabError && error.code === 'not-found')) throw error;
    }
  }
}

/** It changes while something is awaited. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function worksOf(items: readonly QueueItem[]): readonly HeldWork[] {
  return items
    .filter(({ state }) => state === 'working')
    .map(({ title, progress }) => {
      const whole = progress?.whole ?? null;
      return { title, recorded: whole === null ? null : { done: whole.done, total: whole.total } };
    });
}
