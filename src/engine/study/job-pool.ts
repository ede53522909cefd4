import type { DeviceInfo } from '../../shared/device';
import type { Job, JobResult, JobUpdate } from '../worker/job';

/** What a study needs of the device workers. */
export interface JobPool {
  /** What computes; results of different devices are not mixed in one run unless forced. */
  info(): Pick<DeviceInfo, 'kind' | 'hardware'>;
  /** Jobs that are computed at the same time. */
  readonly size: number;
  /**
   * Computes one job on a free worker.
   *
   * @throws LabError `cancelled` within a second of the signal's abort; whatever the job itself fails with
   */
  run<Some extends Job>(
    job: Some,
    options: { readonly signal: AbortSignal; readonly onUpdate?: (update: JobUpdate) => void },
  ): Promise<Extract<JobResult, { kind: Some['kind'] }>>;
}
