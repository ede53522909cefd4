import { cancelled } from '../../shared/errors';

interface Waiting {
  readonly enter: () => void;
  readonly giveUp: () => void;
}

/** Lets at most `limit` pieces of work run at once; the others wait their turn by rank, then in the order they came. */
export class Gate<Rank extends string> {
  #free: number;
  readonly #signal: AbortSignal;
  readonly #queues: ReadonlyMap<Rank, Waiting[]>;

  /**
   * @param ranks the first goes first
   * @param signal its abort turns away whoever waits and whoever comes later
   */
  constructor(limit: number, ranks: readonly Rank[], signal: AbortSignal) {
    this.#free = limit;
    this.#queues = new Map(ranks.map((rank) => [rank, []]));
    this.#signal = signal;
    signal.addEventListener('abort', () => {
      for (const queue of this.#queues.values()) for (const { giveUp } of queue.splice(0)) giveUp();
    });
  }

  /** @throws LabError `cancelled` when the signal aborts before the work's turn; what the work throws */
  async pass<Result>(rank: Rank, work: () => Promise<Result>): Promise<Result> {
    await this.#enter(rank);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #enter(rank: Rank): Promise<void> {
    if (this.#signal.aborted) return Promise.reject(cancelled());
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        reject(cancelled());
      };
      this.#queues.get(rank)?.push({ enter: resolve, giveUp });
    });
  }

  #leave(): void {
    for (const queue of this.#queues.values()) {
      const next = queue.shift();
      if (next === undefined) continue;
      next.enter();
      return;
    }
    this.#free += 1;
  }
}
