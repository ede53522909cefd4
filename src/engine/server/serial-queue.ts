import { cancelled } from '../../shared/errors';

/** Does one piece of work after the other, in the order they came. */
export class SerialQueue {
  #last: Promise<void> = Promise.resolve();

  /** @throws LabError `cancelled` when the signal aborts before the work's turn; what the work throws */
  run<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const before = this.#last;
    const result = (async () => {
      await turn(before, signal);
      return work();
    })();
    // The next one waits for this one and all before it, also when this one has given up waiting.
    this.#last = Promise.all([before, result.catch(() => undefined)]).then(() => undefined);
    return result;
  }
}

function turn(before: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      reject(cancelled());
    };
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    void before.then(() => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    });
  });
}
