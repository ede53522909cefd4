import { parentPort } from 'node:worker_threads';
import type { CoordinatorMessage, WorkerMessage } from './messages';

/** A worker's line to the coordinator, whether it is a thread or a process. */
export interface CoordinatorPort {
  /** A process of its own, whose memory the engine cannot see. */
  readonly ownProcess: boolean;
  /** @param moved memory that the worker gives away instead of copying it, where that is possible */
  say(message: WorkerMessage, moved?: readonly ArrayBuffer[]): void;
  listen(listener: (message: CoordinatorMessage) => void): void;
}

export function coordinatorPort(): CoordinatorPort {
  const port = parentPort;
  if (port !== null) {
    return {
      ownProcess: false,
      say: (message, moved = []) => {
        port.postMessage(message, moved);
      },
      listen: (listener) => port.on('message', listener),
    };
  }
  if (process.send === undefined) throw new Error('A device worker is started by the engine.');
  // A worker without a coordinator has nobody to work for, and nothing to save. It does not exit, because native
  // libraries with work under way (Dawn) crash when their process tidies up.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  return {
    ownProcess: true,
    say: (message) => {
      // A line that is cut while something is said is no error: the process ends by it.
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    listen: (listener) => process.on('message', listener),
  };
}
