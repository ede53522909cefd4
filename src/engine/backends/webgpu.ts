import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../shared/errors';
import { NO_ADAPTER } from './absence';
import type { Backend, Probe } from './backend';
import { DeviceWatch } from './device-watch';
import { adapterName, isSoftware, type AdapterInfo } from './webgpu/adapter';
import { registerWebgpuKernels } from './kernels/register';
import { openGpu } from './webgpu/dawn';
import { openDevice } from './webgpu/device';
import { registerTensorBackend } from './webgpu/tensor-backend';

/** A graphics card by WebGPU (Vulkan, Metal or Direct3D 12). Adapters that are software are refused. */
export const webgpu: Backend = onAdapter('webgpu');

/** WebGPU on an adapter that is software: for tests of this code on machines without a card. */
export const webgpuSoftware: Backend = onAdapter('webgpu-software');

type Found = { readonly adapter: GPUAdapter; readonly info: AdapterInfo } | { readonly reason: string };

function onAdapter(kind: 'webgpu' | 'webgpu-software'): Backend {
  const watch = new DeviceWatch();
  let registered = false;
  const register = async (): Promise<void> => {
    const found = await find(kind);
    if ('reason' in found) throw new LabError('unsupported', found.reason, { where: `device ${kind}` });
    const device = await openDevice(found.adapter, adapterName(found.info), watch);
    await registerTensorBackend(device, found.info);
    registerWebgpuKernels();
    registered = true;
  };
  return {
    kind,
    watch,
    async probe(): Promise<Probe> {
      const found = await find(kind);
      if ('reason' in found) return { available: false, reason: found.reason };
      const title = kind === 'webgpu' ? 'WebGPU' : 'WebGPU (software)';
      return { available: true, title, hardware: adapterName(found.info) };
    },
    async create() {
      if (!registered) await register();
      if (!(await tf.setBackend('webgpu'))) {
        throw new LabError('unsupported', 'The WebGPU backend could not be started.', {
          remedy: 'Use another device (muroan devices lists them).',
        });
      }
    },
  };
}

/** The best adapter of the kind, or why there is none; never throws. */
async function find(kind: 'webgpu' | 'webgpu-software'): Promise<Found> {
  try {
    const gpu = await openGpu();
    switch (kind) {
      case 'webgpu':
        return hardwareAdapter(await gpu.requestAdapter({ powerPreference: 'high-performance' }));
      case 'webgpu-software':
        return softwareAdapter(
          (await gpu.requestAdapter({ forceFallbackAdapter: true })) ?? (await gpu.requestAdapter()),
        );
      default:
        return kind satisfies never;
    }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

function hardwareAdapter(adapter: GPUAdapter | null): Found {
  if (adapter === null) {
    return { reason: NO_ADAPTER };
  }
  const info: AdapterInfo = adapter.info;
  if (!isSoftware(info)) return { adapter, info };
  return {
    reason: `The only WebGPU adapter found is software: ${adapterName(info)}. Name the device webgpu-software to use it all the same.`,
  };
}

function softwareAdapter(adapter: GPUAdapter | null): Found {
  if (adapter === null) {
    return {
      reason: 'No software adapter was found; VK_ICD_FILENAMES may name the file of one (vk_swiftshader_icd.json).',
    };
  }
  const info: AdapterInfo = adapter.info;
  if (isSoftware(info)) return { adapter, info };
  return { reason: `The WebGPU adapter found is a graphics card: ${adapterName(info)}. Use the device webgpu.` };
}
