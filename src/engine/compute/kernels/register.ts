import { registerConv2dBackpropFilter } from './conv2d-backprop-filter';
import { registerConv2dBackpropInput } from './conv2d-backprop-input';
import { registerExplicitPadding } from './explicit-padding';
import { registerFusedMatMul } from './fused-mat-mul';
import { registerMatMul } from './mat-mul';
import { registerMaxPoolGrad } from './max-pool-grad';
import { registerUnsortedSegmentSum } from './unsorted-segment-sum';

let registered = false;

/** Puts our kernels in the place of the wasm backend's missing, wrong or slow ones. Once per thread. */
export function registerWasmKernels(): void {
  if (registered) return;
  registered = true;
  registerExplicitPadding();
  registerConv2dBackpropInput();
  registerConv2dBackpropFilter();
  registerMaxPoolGrad();
  registerMatMul();
  registerFusedMatMul();
  registerUnsortedSegmentSum();
}
