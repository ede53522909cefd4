import os from 'node:os';
import type { DeviceKind } from '../../src/shared/device';
import { backendOf } from '../../src/engine/backends/registry';
import { rungOf, type Rung } from '../../src/engine/devices/ladder';

/** A device as the lab uses it: a worker per core, threads or processes as its rung says. */
export interface BenchDevice {
  readonly title: string;
  readonly device: DeviceKind;
  readonly threads: number;
  readonly hosting: Rung['hosting'];
}

export const cores = os.availableParallelism();

export function onWorkers(title: string, device: DeviceKind, threads: number): BenchDevice {
  const workers = `${threads} ${threads === 1 ? 'worker' : 'workers'}`;
  return { title: `${title}, ${workers}`, device, threads, hosting: rungOf(device).hosting };
}

/** Does TensorFlow for Node on the processor start here? */
export async function hasNative(): Promise<boolean> {
  return (await backendOf('tensorflow-cpu').probe({ threads: 1 })).available;
}
