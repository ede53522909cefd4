/** What can be said of a device before a worker is started for it. Loads no tensor library. */
import type { DeviceKind } from '../../shared/device';
import { LabError } from '../../shared/errors';
import { usableBuild, usableGpuBuild } from './native/usable-build';
import { noCard } from './webgpu/no-card';

/** Why the device is not on this machine, where files alone show it; null: it has to be tried. */
export function absence(kind: DeviceKind): string | null {
  switch (kind) {
    case 'tensorflow-gpu':
      return reasonOf(usableGpuBuild());
    case 'tensorflow-cpu':
      return reasonOf(usableBuild());
    case 'webgpu':
      return noCard() ? NO_ADAPTER : null;
    case 'webgpu-software':
    case 'wasm':
    case 'cpu':
      return null;
    default:
      return kind satisfies never;
  }
}

export const NO_ADAPTER = 'No graphics card with a driver for Vulkan, Metal or Direct3D 12 was found.';

export function notThere(kind: DeviceKind, reason: string): LabError {
  return new LabError('unsupported', reason, {
    where: `device ${kind}`,
    remedy: 'Run "muroan devices" to see the others.',
  });
}

function reasonOf(built: ReturnType<typeof usableBuild>): string | null {
  return built.found ? null : built.reason;
}
