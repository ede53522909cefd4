import type { DeviceKind } from '../../shared/device';

/**
 * All rungs of the device ladder, best first, for those who may not load a tensor library.
 * `automatic`: may be chosen without being named. The reference is for tests and comparisons.
 */
export const deviceOrder: readonly { readonly kind: DeviceKind; readonly automatic: boolean }[] = [
  { kind: 'wasm', automatic: true },
  { kind: 'cpu', automatic: false },
];
