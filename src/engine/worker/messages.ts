import type { WireError } from '../../shared/errors';
import type { Job, JobResult, JobUpdate, WorkerOptions } from './job';

/** What a worker is started with. */
export interface WorkerStart {
  readonly options: WorkerOptions;
  /** One Int32: the number of the job that shall stop. A worker deep in tensor work reads memory, not messages. */
  readonly cancelled: SharedArrayBuffer;
}

/** Coordinator → worker; one job at a time. */
export interface RunMessage {
  readonly job: Job;
  /** Above zero, and never used twice. */
  readonly number: number;
}

/** Worker → coordinator. */
export type WorkerMessage =
  | {
      readonly kind: 'ready';
      readonly title: string;
      readonly hardware: string;
      /** Largest difference from the stored reference numbers. */
      readonly selfTestError: number;
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
