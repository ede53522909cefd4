import type { DeviceKind } from '../../shared/device';

/** How the workers of a device are run; for those who may not load a tensor library. */
export interface Rung {
  readonly kind: DeviceKind;
  /** May be chosen without being named. The reference and software adapters are for tests and comparisons. */
  readonly automatic: boolean;
  /** Native code runs in processes of its own, so that its faults end a worker and not the engine. */
  readonly hosting: 'thread' | 'process';
  /** Workers of one machine: as many as processor threads, or one that has the whole device. */
  readonly workers: 'per-core' | 'one';
  /** Its backend spreads an operation over threads of its own. */
  readonly threaded: boolean;
}

/** All rungs of the device ladder, best first. */
export const ladder: readonly Rung[] = [
  { kind: 'tensorflow-gpu', automatic: true, hosting: 'process', workers: 'one', threaded: true },
  { kind: 'webgpu', automatic: true, hosting: 'process', workers: 'one', threaded: false },
  { kind: 'tensorflow-cpu', automatic: true, hosting: 'process', workers: 'per-core', threaded: true },
  { kind: 'wasm', automatic: true, hosting: 'thread', workers: 'per-core', threaded: false },
  { kind: 'webgpu-software', automatic: false, hosting: 'process', workers: 'one', threaded: false },
  { kind: 'cpu', automatic: false, hosting: 'thread', workers: 'per-core', threaded: false },
];

export function rungOf(kind: DeviceKind): Rung {
  const rung = ladder.find((one) => one.kind === kind);
  if (rung === undefined) throw new Error(`The ladder lacks ${kind}.`);
  return rung;
}
