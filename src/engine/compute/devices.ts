import type { DeviceInfo, DeviceKind } from '../../shared/device';
import { LabError } from '../../shared/errors';
import { deviceOrder } from './device-order';
import { createPool, defaultWorkers, type DevicePool } from './pool';

export interface ListOptions {
  /** Also measure the speed of one worker, which takes some seconds. */
  readonly measure: boolean;
  /** The built worker, if not the program's own. */
  readonly workerFile?: string;
}

/** Every rung of the device ladder, best first: what it is and whether it passes its self-test. Never throws. */
export async function listDevices({ measure, workerFile }: ListOptions): Promise<DeviceInfo[]> {
  const devices: DeviceInfo[] = [];
  // One after the other, so that they do not slow each other down.
  for (const { kind } of deviceOrder) devices.push(await tryDevice(kind, measure, workerFile));
  return devices;
}

async function tryDevice(kind: DeviceKind, measure: boolean, workerFile: string | undefined): Promise<DeviceInfo> {
  let pool: DevicePool | null = null;
  try {
    pool = await createPool({ device: kind, workers: 1, workerFile });
    const { error, speed } = await pool.run({ kind: 'self-test', measure });
    // As many workers as a study would start.
    const workers = defaultWorkers();
    const title = pool.info().title.replace(/, 1 worker$/, `, ${workers} ${workers === 1 ? 'worker' : 'workers'}`);
    return { ...pool.info(), title, workers, selfTestError: error, speed };
  } catch (error) {
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
