import { unlessAborted } from '../../shared/unless-aborted';

/** Does one piece of work after the other, in the order they came. */
export class SerialQueue {
  #last: Promise<void> = Promise.resolve();

  /** @throws LabError `cancelled` when the signal aborts before the work's turn; what the work throws */
  run<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const before = this.#last;
    const result = (async () => {
      await unlessAborted(before, signal);
      return work();
    })();
    // The next one waits for this one and all before it, also when this one has given up waiting.
    this.#last = Promise.all([before, result.catch(() => undefined)]).then(() => undefined);
    return result;
  }
}
