import { cancelled, LabError } from '../errors';
import { unlessAborted } from '../unless-aborted';

/** What works on one thing at a time and can be ended at any moment, such as a worker. */
export interface Helper {
  readonly end: () => void;
}

/**
 * Gives work to a helper, one piece after the other. The helper is begun when it is needed, and begun anew after it was
 * ended: by whoever cancelled what it was at, or because it failed in a way that nobody foresaw.
 */
export class Lane<Kind extends Helper> {
  readonly #begin: () => Kind;
  #helper: Kind | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(begin: () => Kind) {
    this.#begin = begin;
  }

  /** @throws LabError `cancelled` at once after the signal's abort, also of work that waits; whatever the work throws */
  do<Value>(work: (helper: Kind) => Promise<Value>, signal: AbortSignal): Promise<Value> {
    const turn = this.#last.then(() => this.#carryOut(work, signal));
    this.#last = turn.catch(() => undefined);
    return unlessAborted(turn, signal);
  }

  /** Ends the helper; later work begins another. */
  end(): void {
    this.#helper?.end();
    this.#helper = null;
  }

  async #carryOut<Value>(work: (helper: Kind) => Promise<Value>, signal: AbortSignal): Promise<Value> {
    if (signal.aborted) throw cancelled();
    const helper = (this.#helper ??= this.#begin());
    try {
      return await unlessAborted(work(helper), signal);
    } catch (error) {
      if (!isForeseen(error)) {
        helper.end();
        if (this.#helper === helper) this.#helper = null;
      }
      throw error;
    }
  }
}

/** Errors after which a helper can go on. */
function isForeseen(error: unknown): boolean {
  return error instanceof LabError && error.code !== 'cancelled' && error.code !== 'internal';
}
