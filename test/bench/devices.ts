import os from 'node:os';
import type { DeviceKind } from '../../src/shared/device';
import { backendOf } from '../../src/engine/backends/ladder';

/** A device as the lab would use it: wasm one thread per core, TensorFlow one for all cores. */
export interface BenchDevice {
  readonly title: string;
  readonly device: DeviceKind;
  readonly threads: number;
}

export const cores = os.availableParallelism();

export const wasmOnAllCores: BenchDevice = { title: `wasm, ${cores} workers`, device: 'wasm', threads: cores };

/** TensorFlow for Node on the processor; null where it is not built. */
export async function nativeDevice(): Promise<BenchDevice | null> {
  const { available } = await backendOf('tensorflow-cpu').probe({ threads: 1 });
  return available ? { title: 'native', device: 'tensorflow-cpu', threads: 1 } : null;
}
