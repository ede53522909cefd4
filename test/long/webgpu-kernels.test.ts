/** The kernels' own tests once more, on WebGPU: the same operations, gradients and tolerances. */
import { test } from 'vitest';
import { testOn } from '../support/subject-backend';
import { useSoftwareAdapter, withoutSoftwareAdapter } from '../support/software-adapter';

if (withoutSoftwareAdapter) {
  test.skip('no software adapter was found', () => undefined);
} else {
  useSoftwareAdapter();
  testOn('webgpu-software');
  await import('../engine/backends/kernels/operations.test');
  await import('../engine/backends/kernels/pooling.test');
  await import('../engine/backends/kernels/mat-mul.test');
  await import('../engine/backends/kernels/one-hot.test');
  await import('../engine/backends/kernels/convolution.test');
  await import('../engine/backends/kernels/depthwise.test');
  await import('../engine/backends/kernels/einsum.test');
}
