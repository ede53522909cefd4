/** The kernels' own tests once more, on WebGPU: the same operations, gradients and tolerances. */
import { compareOn } from '../engine/backends/kernels/both-backends';
import { useSoftwareAdapter } from '../support/software-adapter';
import '../engine/backends/kernels/operations.test';
import '../engine/backends/kernels/pooling.test';
import '../engine/backends/kernels/mat-mul.test';
import '../engine/backends/kernels/one-hot.test';
import '../engine/backends/kernels/convolution.test';

useSoftwareAdapter();
compareOn('webgpu-software');
