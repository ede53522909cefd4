import os from 'node:os';
import type { DeviceKind } from '../../shared/device';
import { rungOf } from './ladder';

export interface Machine {
  /** Processor threads that this program may use. */
  readonly cores: number;
  /** Bytes of memory that it may use. */
  readonly memory: number;
}

/** What a worker is reckoned to take with model, data and one batch, in bytes. Where it is more, batches halve. */
const MEMORY_OF_ONE = 2 ** 30;

/** Workers that a study has of a device unless told otherwise: one per processor thread, as far as memory reaches. */
export function defaultWorkers(device: DeviceKind, { cores, memory }: Machine = thisMachine()): number {
  const { workers } = rungOf(device);
  switch (workers) {
    case 'one':
      return 1;
    case 'per-core':
      return Math.max(1, Math.min(cores, Math.floor(memory / MEMORY_OF_ONE)));
    default:
      return workers satisfies never;
  }
}

/** Processor threads of each of so many workers side by side. */
export function threadsOfEach(workers: number, { cores }: Pick<Machine, 'cores'> = thisMachine()): number {
  return Math.max(1, Math.floor(cores / workers));
}

function thisMachine(): Machine {
  // What a container may use; 0, or more than there is, where nothing limits it.
  const limit = process.constrainedMemory();
  const memory = limit > 0 ? Math.min(limit, os.totalmem()) : os.totalmem();
  return { cores: os.availableParallelism(), memory };
}
