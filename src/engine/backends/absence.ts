/** What can be said of a device before a worker is started for it. Loads no tensor library. */
import type { DeviceKind } from '../../shared/device';
import { LabError } from '../../shared/errors';
import type { FoundBuild, NoBuild } from './native/native-build';
import { usableBuild, usableGpuBuild } from './native/usable-build';
import { noCard } from './webgpu/no-card';

export interface Absence {
  /** As a build is; a card that is not in the machine is `missing`. */
  readonly is: NoBuild['is'];
  /** A whole sentence. */
  readonly reason: string;
}

/**
 * Why the device cannot be had, where files alone show it; null: it has to be tried. A device that is then refused is
 * there and unusable.
 */
export function absence(kind: DeviceKind): Absence | null {
  switch (kind) {
    case 'tensorflow-gpu':
      return absentBuild(usableGpuBuild());
    case 'tensorflow-cpu':
      return absentBuild(usableBuild());
    case 'webgpu':
      return noCard() ? { is: 'missing', reason: NO_ADAPTER } : null;
    case 'webgpu-software':
    case 'wasm':
    case 'cpu':
      return null;
    default:
      return kind satisfies never;
  }
}

export const NO_ADAPTER = 'No graphics card with a driver for Vulkan, Metal or Direct3D 12 was found.';

/** Remedy where another device is the only one. */
export const OTHERS = 'See the others with "muroan devices", or in the window under Settings, Devices.';

/**
 * A worker is started only for a device that may be there: loading a native library in vain takes a third of a second.
 *
 * @throws LabError `unsupported` where files show that the device cannot be had
 */
export function refuseAbsent(kind: DeviceKind): void {
  const absent = absence(kind);
  if (absent !== null) throw notThere(kind, absent.reason);
}

export function notThere(kind: DeviceKind, reason: string): LabError {
  return new LabError('unsupported', reason, {
    where: `device ${kind}`,
    remedy: OTHERS,
  });
}

function absentBuild(built: FoundBuild): Absence | null {
  return built.found ? null : built;
}
