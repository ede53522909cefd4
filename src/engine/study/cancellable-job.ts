import { cancelled } from '../../shared/errors';
import type { Job, JobResult, JobUpdate } from '../worker/job';
import type { JobPool } from './job-pool';

export interface CancellableOptions {
  readonly signal: AbortSignal;
  readonly onUpdate?: (update: JobUpdate) => void;
}

/**
 * Has a job done, and gives up on it the moment the signal aborts: the worker stops at its next look, or is ended, while
 * the caller goes on already.
 *
 * @throws LabError `cancelled`; whatever the job fails with
 */
export function runCancellable<Some extends Job>(
  pool: JobPool,
  job: Some,
  { signal, onUpdate = () => undefined }: CancellableOptions,
): Promise<Extract<JobResult, { kind: Some['kind'] }>> {
  return new Promise((resolve, reject) => {
    // A signal of its own, so that a long run's signal does not gather listeners of jobs long done.
    const own = new AbortController();
    const giveUp = (): void => {
      own.abort();
      reject(cancelled());
    };
    if (signal.aborted) {
      giveUp();
      return;
    }
    signal.addEventListener('abort', giveUp, { once: true });
    pool
      .run(job, {
        signal: own.signal,
        onUpdate: (update) => {
          if (!signal.aborted) onUpdate(update);
        },
      })
      .finally(() => {
        signal.removeEventListener('abort', giveUp);
      })
      .then(resolve, reject);
  });
}
