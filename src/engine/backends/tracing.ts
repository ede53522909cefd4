/** A backend that computes as the reference does and tells of every kernel called: what a model's calculation is written down from. */
import * as tf from '@tensorflow/tfjs-core';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { KernelCall } from './kernel-call';
import { registerForEveryBackend } from './kernels/register';
import { tidy } from '../tensors';

const NAME = 'tracing';

/** One call of a kernel, by the tensor library's names. */
export interface CalledKernel {
  readonly kernel: string;
  /** By name, or by place where a kernel takes a list; in the kernel's order. */
  readonly inputs: Readonly<Record<string, tf.TensorInfo>>;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly outputs: readonly tf.TensorInfo[];
}

type Told = (call: CalledKernel) => void;

let told: Told | null = null;
/** Kernels may call others: those are no part of what was asked for. */
let depth = 0;

/**
 * Runs `work` on the reference, which always gives the same numbers, and frees whatever it made; afterwards this thread computes
 * as before. Tensors of other backends must not be used in it.
 *
 * @param onCall told of every call, when its outputs are there
 */
export async function traced<Result>(onCall: Told, work: () => Result): Promise<Result> {
  const before = tf.getBackend();
  open();
  await tf.setBackend(NAME);
  told = onCall;
  try {
    return tidy(work);
  } finally {
    told = null;
    await tf.setBackend(before);
  }
}

/** Numbers of a tensor that was made while tracing, as a copy. */
export function numbersOf({ dataId, dtype }: tf.TensorInfo): Float32Array | Int32Array | Uint8Array {
  const numbers = tf.backend().readSync(dataId) as Iterable<number>;
  // A cast to a type that holds the same numbers leaves them as they were.
  if (dtype === 'float32') return Float32Array.from(numbers);
  return dtype === 'bool' ? Uint8Array.from(numbers) : Int32Array.from(numbers);
}

let isOpen = false;

function open(): void {
  if (isOpen) return;
  isOpen = true;
  registerForEveryBackend('cpu');
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend('cpu')) {
    tf.registerKernel({ kernelName, backendName: NAME, kernelFunc: telling(kernelName, kernelFunc) });
  }
  tf.registerBackend(NAME, () => new MathBackendCPU());
}

function telling(kernel: string, kernelFunc: tf.KernelFunc): tf.KernelFunc {
  return (call) => {
    depth += 1;
    let outputs: ReturnType<tf.KernelFunc>;
    try {
      outputs = kernelFunc(call);
    } finally {
      depth -= 1;
    }
    if (depth === 0 && told !== null) {
      const { inputs, attrs = {} } = call as KernelCall<string, Readonly<Record<string, unknown>> | undefined, unknown>;
      told({ kernel, inputs, attributes: attrs, outputs: Array.isArray(outputs) ? outputs : [outputs] });
    }
    return outputs;
  };
}
