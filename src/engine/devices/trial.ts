import type { DeviceInfo, DeviceKind } from '../../shared/device';
import { refuseAbsent } from '../backends/absence';
import { createPool } from './pool';
import { threadsOfEach } from './worker-count';

export interface TrialOptions {
  /** Workers that a study would start; one of them is tried. */
  readonly workers: number;
  /** Also measure the speed of that one, which takes some seconds. */
  readonly measure: boolean;
  /** The built worker, if not the program's own. */
  readonly workerFile?: string | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Starts one worker of a device, tests it and ends it.
 *
 * @throws LabError `unsupported` when the device is not there; `internal` when it fails; `cancelled`
 */
export async function tryDevice(
  kind: DeviceKind,
  { workers, measure, workerFile, signal }: TrialOptions,
): Promise<DeviceInfo> {
  refuseAbsent(kind);
  const pool = await createPool({ device: kind, workers: 1, threads: threadsOfEach(workers), workerFile });
  try {
    if (!measure) return { ...pool.info(), workers };
    const { speed } = await pool.run({ kind: 'self-test', measure }, signal === undefined ? {} : { signal });
    return { ...pool.info(), workers, speed };
  } finally {
    await pool.close();
  }
}
