import type { DeviceKind } from '../../shared/device';
import { registerForEveryBackend } from './kernels/register';
import type { Backend } from './backend';
import { cpu } from './cpu';
import './gradients';
import { wasm } from './wasm';

/** The backend of a rung; `device-order.ts` says which rung is better. */
export function backendOf(kind: DeviceKind): Backend {
  switch (kind) {
    case 'wasm':
      return wasm;
    case 'cpu':
      return cpu;
    default:
      return kind satisfies never;
  }
}

/** Makes `kind` the tensor backend of this thread, with our kernels in place. @throws LabError `unsupported` */
export async function initBackend(kind: DeviceKind): Promise<void> {
  await backendOf(kind).create();
  registerForEveryBackend(kind);
}
