import type { DeviceInfo, DeviceKind } from '../../shared/device';
import { cancelled, isCancelled, LabError } from '../../shared/errors';
import { refuseAbsent } from '../backends/absence';
import { deviceOrder } from './device-order';
import { createPool, defaultWorkers, threadsOfEach, type DevicePool } from './pool';

export interface ListOptions {
  /** Also measure the speed of one worker, which takes some seconds. */
  readonly measure: boolean;
  /** The built worker, if not the program's own. */
  readonly workerFile?: string;
  readonly signal: AbortSignal;
}

/** Every rung of the device ladder, best first: what it is and whether it passes its self-test. @throws LabError `cancelled` */
export async function listDevices(options: ListOptions): Promise<DeviceInfo[]> {
  const devices: DeviceInfo[] = [];
  // One after the other, so that they do not slow each other down.
  for (const { kind } of deviceOrder) devices.push(await tryDevice(kind, options));
  return devices;
}

async function tryDevice(kind: DeviceKind, { measure, workerFile, signal }: ListOptions): Promise<DeviceInfo> {
  if (signal.aborted) throw cancelled();
  let pool: DevicePool | null = null;
  try {
    refuseAbsent(kind);
    // One of as many workers as a study would start.
    const threads = threadsOfEach(defaultWorkers(kind));
    pool = await createPool({ device: kind, workers: 1, threads, workerFile });
    const { error, speed } = await pool.run({ kind: 'self-test', measure }, { signal });
    return { ...pool.info(), workers: defaultWorkers(kind), selfTestError: error, speed };
  } catch (error) {
    if (isCancelled(error)) throw error;
    const reason = error instanceof LabError ? error.message : String(error);
    return {
      kind,
      title: kind,
      available: false,
      reason,
      hardware: '',
      workers: 0,
      selfTestError: null,
      speed: null,
    };
  } finally {
    await pool?.close();
  }
}
