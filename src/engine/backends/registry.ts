import * as tf from '@tensorflow/tfjs-core';
import type { DeviceKind } from '../../shared/device';
import { registerForEveryBackend } from './kernels/register';
import type { Backend, BackendSettings } from './backend';
import { cpu } from './cpu';
import './gradients';
import { tensorflowCpu, tensorflowGpu } from './tensorflow';
import { wasm } from './wasm';
import { webgpu, webgpuSoftware } from './webgpu';

/** The backend of a rung; `devices/ladder.ts` says which rung is better. */
export function backendOf(kind: DeviceKind): Backend {
  switch (kind) {
    case 'tensorflow-gpu':
      return tensorflowGpu;
    case 'tensorflow-cpu':
      return tensorflowCpu;
    case 'webgpu':
      return webgpu;
    case 'webgpu-software':
      return webgpuSoftware;
    case 'wasm':
      return wasm;
    case 'cpu':
      return cpu;
    default:
      return kind satisfies never;
  }
}

/** Makes `kind` the tensor backend of this thread, with our kernels in place. @throws LabError `unsupported` */
export async function initBackend(kind: DeviceKind, settings: BackendSettings = { threads: 1 }): Promise<void> {
  await backendOf(kind).create(settings);
  registerForEveryBackend(tf.getBackend());
}
