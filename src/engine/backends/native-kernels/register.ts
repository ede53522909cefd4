import { registerPaddedConvolution } from './padded-convolution';
import { registerPaddedPooling } from './padded-pooling';
import { registerReluGrad } from './relu-grad';

let done = false;

/** Puts our kernels in the place of those that tfjs-node lacks or does slowly. Once per process. */
export function registerNativeKernels(): void {
  if (done) return;
  done = true;
  registerPaddedConvolution();
  registerPaddedPooling();
  registerReluGrad();
}
