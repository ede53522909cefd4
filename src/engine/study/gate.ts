import { cancelled } from '../../shared/errors';

interface Waiting {
  readonly enter: () => void;
  readonly giveUp: () => void;
}

/** Lets at most `limit` pieces of work run at once; the others wait their turn in the order they came. */
export class Gate {
  #free: number;
  readonly #signal: AbortSignal;
  readonly #waiting: Waiting[] = [];

  /** @param signal its abort turns away whoever waits and whoever comes later */
  constructor(limit: number, signal: AbortSignal) {
    this.#free = limit;
    this.#signal = signal;
    signal.addEventListener('abort', () => {
      for (const { giveUp } of this.#waiting.splice(0)) giveUp();
    });
  }

  /** @throws LabError `cancelled` when the signal aborts before the work's turn; what the work throws */
  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #enter(): Promise<void> {
    if (this.#signal.aborted) return Promise.reject(cancelled());
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        enter: resolve,
        giveUp: () => {
          reject(cancelled());
        },
      });
    });
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next.enter();
  }
}
