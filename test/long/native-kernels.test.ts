import { describe } from 'vitest';
import { testKernelsOf } from '../engine/backends/kernels/subject';

testKernelsOf('tensorflow-cpu');

describe('native', async () => {
  await import('../engine/backends/kernels/operations.test');
  await import('../engine/backends/kernels/convolution.test');
  await import('../engine/backends/kernels/pooling.test');
  await import('../engine/backends/kernels/mat-mul.test');
  await import('../engine/backends/kernels/one-hot.test');
});
