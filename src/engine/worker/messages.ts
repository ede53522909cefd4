import type { WireError } from '../../shared/errors';
import type { Job, JobResult, JobUpdate, WorkerOptions } from './job';

/** Coordinator → worker: first `start`, then one job at a time. */
export type CoordinatorMessage =
  | { readonly kind: 'start'; readonly options: WorkerOptions }
  | {
      readonly kind: 'run';
      readonly job: Job;
      /** Above zero, and never used twice. */
      readonly number: number;
    }
  /** Read at the next pause of a job, which lets messages in. */
  | { readonly kind: 'cancel'; readonly number: number };

/** Worker → coordinator. */
export type WorkerMessage =
  | {
      readonly kind: 'ready';
      readonly title: string;
      readonly hardware: string;
      /** Largest difference from the stored reference numbers. */
      readonly selfTestError: number;
    }
  /** Once a second, from a process of its own; a thread's memory is the engine's. */
  | {
      readonly kind: 'memory';
      /** Resident. */
      readonly bytes: number;
    }
  | { readonly kind: 'refused'; readonly error: WireError }
  | { readonly kind: 'update'; readonly number: number; readonly update: JobUpdate }
  | { readonly kind: 'done'; readonly number: number; readonly result: JobResult }
  | {
      readonly kind: 'failed';
      readonly number: number;
      readonly error: WireError;
      /** The job failed as jobs may; false when the device itself can no longer be trusted. */
      readonly healthy: boolean;
    };
