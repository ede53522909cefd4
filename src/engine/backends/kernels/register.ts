import { registerAvgPoolGrad } from './avg-pool-grad';
import { registerBroadcastGradients } from './broadcast-gradients';
import { registerComparisonGradients } from './comparison-gradients';
import { registerConv2dBackpropFilter } from './conv2d-backprop-filter';
import { registerConv2dBackpropInput } from './conv2d-backprop-input';
import { registerDepthwiseBackpropFilter } from './depthwise-backprop-filter';
import { registerDepthwiseBackpropInput } from './depthwise-backprop-input';
import { registerEinsum } from './einsum';
import { registerEinsumGradient } from './einsum-gradient';
import { registerExplicitPadding } from './explicit-padding';
import { registerFusedMatMul } from './fused-mat-mul';
import { registerGather } from './gather';
import { registerIdentity } from './identity';
import { registerMatMul } from './mat-mul';
import { registerMaxPoolGrad } from './max-pool-grad';
import { registerOneHot } from './one-hot';
import { registerSum } from './sum';
import { registerTranspose } from './transpose';
import { registerUnsortedSegmentSum } from './unsorted-segment-sum';
import { registerMatMul as registerWebgpuMatMul } from './webgpu/mat-mul';
import { registerMaxPoolGrad as registerWebgpuMaxPoolGrad } from './webgpu/max-pool-grad';

const done = new Set<string>();

function once(what: string, register: () => void): void {
  if (done.has(what)) return;
  done.add(what);
  register();
}

/** Puts our kernels in the place of the wasm backend's missing, wrong or slow ones. Once per thread. */
export function registerWasmKernels(): void {
  once('wasm', () => {
    registerIdentity();
    registerConv2dBackpropInput();
    registerConv2dBackpropFilter();
    registerDepthwiseBackpropInput();
    registerDepthwiseBackpropFilter();
    registerMaxPoolGrad();
    registerOneHot();
    registerMatMul();
    registerFusedMatMul();
    registerGather();
    registerUnsortedSegmentSum();
    registerSum();
    registerTranspose();
  });
}

/** Mends what the WebGPU backend computes differently from the others. Once per thread, after it is registered. */
export function registerWebgpuKernels(): void {
  once('webgpu', () => {
    registerWebgpuMaxPoolGrad();
    registerWebgpuMatMul();
  });
}

/**
 * What the library lacks or does wrongly on every backend. Once per thread and backend, after the backend's own kernels
 * are in place.
 */
export function registerForEveryBackend(backendName: string): void {
  once('gradients', () => {
    registerComparisonGradients();
    registerBroadcastGradients();
    registerEinsumGradient();
  });
  once(`kernels of ${backendName}`, () => {
    // Before: it is given padding that is spelt out.
    registerAvgPoolGrad(backendName);
    registerExplicitPadding(backendName);
    registerEinsum(backendName);
  });
}
