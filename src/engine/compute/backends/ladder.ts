import type { DeviceKind } from '../../../shared/device';
import { registerGradients } from '../kernels/register';
import type { Backend } from './backend';
import './gradients';
import { cpu } from './cpu';
import { wasm } from './wasm';

/** All rungs, best first. */
export const ladder: readonly Backend[] = [wasm, cpu];

/** Rungs that are only used when asked for by name. */
const onlyByName: ReadonlySet<DeviceKind> = new Set<DeviceKind>(['cpu']);

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

/** The best rung this machine has, or null. */
export async function bestAvailable(): Promise<Backend | null> {
  for (const rung of ladder) {
    if (!onlyByName.has(rung.kind) && (await rung.probe()).available) return rung;
  }
  return null;
}

/** Makes `kind` the tensor backend of this thread, with our kernels in place. @throws LabError `unsupported` */
export async function initBackend(kind: DeviceKind): Promise<void> {
  await backendOf(kind).create();
  registerGradients();
}
