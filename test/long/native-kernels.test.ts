import { beforeAll, describe, expect } from 'vitest';
import { testKernelsOf } from '../engine/backends/kernels/subject';
import { canBuildNative, setupNative } from '../support/native';

testKernelsOf('tensorflow-cpu');

describe.skipIf(!canBuildNative)('native TensorFlow computes what the reference computes', async () => {
  beforeAll(() => {
    const { status, err } = setupNative();
    expect(status, err).toBe(0);
  });
  await import('../engine/backends/kernels/operations.test');
  await import('../engine/backends/kernels/convolution.test');
  await import('../engine/backends/kernels/depthwise.test');
  await import('../engine/backends/kernels/einsum.test');
  await import('../engine/backends/kernels/pooling.test');
  await import('../engine/backends/kernels/mat-mul.test');
  await import('../engine/backends/kernels/one-hot.test');
});
