import { cancelled } from './errors';

/**
 * Waits for what cannot be cut short, and leaves it to itself when the signal aborts.
 *
 * @throws LabError `cancelled`; whatever it fails with
 */
export function unlessAborted<Result>(waited: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      reject(cancelled());
    };
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    waited
      .finally(() => {
        signal.removeEventListener('abort', giveUp);
      })
      .then(resolve, reject);
  });
}
