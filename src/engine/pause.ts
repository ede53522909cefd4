import { setImmediate } from 'node:timers/promises';

/**
 * Called in the loops of long work before every batch sent to the device: other work of the process gets its turn, so that
 * messages are read and timers fire, and then it throws LabError `cancelled` if the work shall stop.
 */
export type Pause = () => Promise<void>;

/** Often enough for a cancel within a second, seldom enough to cost nothing. */
const EVERY_MS = 20;

/** @param throwIfCancelled asked at every call, whether or not others had their turn */
export function pauseWith(throwIfCancelled: () => void): Pause {
  let last = performance.now();
  return async () => {
    if (performance.now() - last >= EVERY_MS) {
      await setImmediate();
      last = performance.now();
    }
    throwIfCancelled();
  };
}
