import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../shared/errors';
import type { Backend, BackendSettings, Probe } from './backend';
import { processor } from './hardware';
import { setTensorflowEnvironment } from './native/environment';
import { graphicsCards } from './native/graphics-cards';
import { loadAddon, registerNodeBackend, type Binding } from './native/load-tfjs-node';
import { usableBuild, usableGpuBuild } from './native/usable-build';
import { registerNativeKernels } from './native-kernels/register';

/** TensorFlow on a graphics card, by CUDA. One of both rungs per process: TensorFlow chooses its devices once. */
export const tensorflowGpu: Backend = {
  kind: 'tensorflow-gpu',
  probe: (settings) => Promise.resolve(probeGpu(settings)),
  create: (settings) => create({ ...settings, gpu: true }),
};

/** TensorFlow on the processor, also where it was built for a graphics card. */
export const tensorflowCpu: Backend = {
  kind: 'tensorflow-cpu',
  probe() {
    const built = usableBuild();
    if (!built.found) return Promise.resolve({ available: false, reason: built.reason });
    return Promise.resolve({
      available: true,
      title: `TensorFlow ${built.build.tensorflow}, processor`,
      hardware: processor(),
    });
  },
  create: (settings) => create({ ...settings, gpu: false }),
};

interface CreateSettings extends BackendSettings {
  readonly gpu: boolean;
}

/** Whether there is a card is known to TensorFlow only, so that it has to be started. */
function probeGpu({ threads }: BackendSettings): Probe {
  const built = usableGpuBuild();
  if (!built.found) return { available: false, reason: built.reason };
  const { tensorflow, addon } = built.build;
  setTensorflowEnvironment({ threads, gpu: true });
  try {
    if (!loadAddon(addon).isUsingGpuDevice()) {
      return {
        available: false,
        reason: 'TensorFlow sees no graphics card. Check the NVIDIA driver (nvidia-smi).',
      };
    }
  } catch (error) {
    return { available: false, reason: `The native addon cannot be loaded: ${String(error)}.` };
  }
  return { available: true, title: `TensorFlow ${tensorflow}, CUDA`, hardware: graphicsCards() };
}

async function create(settings: CreateSettings): Promise<void> {
  if (!('tensorflow' in tf.engine().registryFactory)) registerNodeBackend(loaded(settings));
  if (!(await tf.setBackend('tensorflow'))) {
    throw new LabError('unsupported', 'The TensorFlow backend could not be started.', {
      remedy: 'Use another device (muroan devices lists them).',
    });
  }
  registerNativeKernels();
}

function loaded(settings: CreateSettings): Binding {
  const built = usableBuild();
  if (!built.found) throw new LabError('unsupported', built.reason);
  setTensorflowEnvironment(settings);
  let binding: Binding;
  try {
    binding = loadAddon(built.build.addon);
  } catch (error) {
    throw new LabError('unsupported', `The native addon cannot be loaded: ${String(error)}`, {
      where: built.build.addon,
      remedy: 'Run "npm run setup:native -- --fresh", or use another device.',
    });
  }
  if (binding.isUsingGpuDevice() !== settings.gpu) {
    throw new LabError('unsupported', `TensorFlow computes on ${settings.gpu ? 'no' : 'a'} graphics card.`, {
      remedy: settings.gpu
        ? 'Check the NVIDIA driver (nvidia-smi).'
        : 'Start a process anew for each device: TensorFlow chooses its devices once.',
    });
  }
  return binding;
}
