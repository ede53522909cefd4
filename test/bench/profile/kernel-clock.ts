import * as tf from '@tensorflow/tfjs-core';

export interface KernelTime {
  readonly calls: number;
  /** Without the kernels that it calls itself. */
  readonly milliseconds: number;
}

export interface KernelClock {
  /** Since it was last read, by kernel. */
  read(): ReadonlyMap<string, KernelTime>;
}

/**
 * Times every kernel of the backend in use, for good. Honest where a kernel has computed once it returns: wasm, and
 * TensorFlow on the processor.
 */
export function clockKernels(): KernelClock {
  let times = new Map<string, KernelTime>();
  // What the kernel that runs right now has called itself.
  let inner = 0;
  for (const config of tf.getKernelsForBackend(tf.getBackend())) {
    const { kernelName, backendName, kernelFunc } = config;
    const timed: tf.KernelConfig['kernelFunc'] = (call) => {
      const outer = inner;
      inner = 0;
      const started = performance.now();
      try {
        return kernelFunc(call);
      } finally {
        const whole = performance.now() - started;
        const { calls, milliseconds } = times.get(kernelName) ?? { calls: 0, milliseconds: 0 };
        times.set(kernelName, { calls: calls + 1, milliseconds: milliseconds + whole - inner });
        inner = outer + whole;
      }
    };
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({ ...config, kernelFunc: timed });
  }
  return {
    read: () => {
      const read = times;
      times = new Map();
      return read;
    },
  };
}
