import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../src/engine/backends/registry';
import type { Binding, NodeBackend } from '../../src/engine/backends/native/load-tfjs-node';
import { expectSame, noise } from '../engine/backends/kernels/both-backends';
import { testOn } from '../support/subject-backend';
import { canBuildNative, useNative } from '../support/native';

testOn('tensorflow-cpu');

describe.skipIf(!canBuildNative)('native TensorFlow computes what the reference computes', async () => {
  beforeAll(useNative);
  await import('../engine/backends/kernels/operations.test');
  await import('../engine/backends/kernels/convolution.test');
  await import('../engine/backends/kernels/depthwise.test');
  await import('../engine/backends/kernels/einsum.test');
  await import('../engine/backends/kernels/pooling.test');
  await import('../engine/backends/kernels/mat-mul.test');
  await import('../engine/backends/kernels/one-hot.test');
  // What is built of them: of a changed picture only what the change reaches, and the search that rests on it.
  await import('../engine/models/encoders/incremental.test');
  await import('../engine/attacks/sequential-oracle.test');

  describe('MaxPoolGrad of the addon', () => {
    type Padding = 'SAME' | 'VALID' | readonly number[];

    /** The operation itself, for what tfjs-node does not let through. Windows of 3, strides of 2. */
    const operation = (input: tf.Tensor, dy: tf.Tensor, padding: Padding, format = 'NHWC'): tf.Tensor => {
      const backend = tf.backend() as NodeBackend;
      const { TF_ATTR_TYPE, TF_ATTR_INT, TF_ATTR_STRING, TF_FLOAT } = backend.binding as Binding &
        Record<'TF_ATTR_INT' | 'TF_ATTR_STRING', number>;
      const isNamed = typeof padding === 'string';
      const attributes = [
        { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
        { name: 'ksize', type: TF_ATTR_INT, value: [1, 3, 3, 1] },
        { name: 'strides', type: TF_ATTR_INT, value: [1, 2, 2, 1] },
        { name: 'padding', type: TF_ATTR_STRING, value: isNamed ? padding : 'EXPLICIT' },
        ...(isNamed ? [] : [{ name: 'explicit_paddings', type: TF_ATTR_INT, value: padding }]),
        { name: 'data_format', type: TF_ATTR_STRING, value: format },
      ];
      return backend.executeSingleOutput('MaxPoolGrad', attributes, [input, dy, dy]);
    };

    test.each([
      [
        [0, 0],
        [0, 0],
      ],
      [
        [1, 0],
        [0, 1],
      ],
      [
        [0, 2],
        [1, 2],
      ],
    ] as const)('padding spelt out, rows %s, columns %s', async (rows, columns) => {
      const input = (): tf.Tensor4D => tf.round(noise([2, 8, 7, 5], 'image')) as tf.Tensor4D;
      const pad = [[0, 0], rows, columns, [0, 0]] as tf.backend_util.ExplicitPadding;
      const pooled = (x: tf.Tensor): tf.Tensor => tf.maxPool(x as tf.Tensor4D, 3, 2, pad);
      const { shape } = tf.tidy(() => pooled(input()));
      const reference = (): tf.Tensor[] => [tf.grad(pooled)(input(), noise(shape, 'dy'))];
      await expectSame(() => [operation(input(), noise(shape, 'dy'), pad.flat())], { reference });
    });

    test.each([
      [2, 'valid'],
      [3, 'same'],
    ] as const)('what is no number, and what has no lower, window %d, padding %s', async (filterSize, pad) => {
      const input = (): tf.Tensor => {
        const values = [NaN, -Infinity, Infinity, 0, -0, 1];
        return tf.tensor4d(
          Array.from({ length: 4 * 8 * 8 * 3 }, (_, index) => values[(index * index + (index >> 4)) % 6]),
          [4, 8, 8, 3],
        );
      };
      await expectSame(() => {
        const output = tf.zeros([4, 4, 4, 3]);
        const attributes = { filterSize, strides: 2, pad };
        return [
          tf.engine().runKernel('MaxPoolGrad', { dy: noise(output.shape, 'dy'), input: input(), output }, attributes),
          // A window that has nothing to give its gradient to.
          tf
            .engine()
            .runKernel(
              'MaxPoolGrad',
              { dy: noise(output.shape, 'dy'), input: tf.fill([4, 8, 8, 3], NaN), output },
              attributes,
            ),
        ];
      });
    });

    test('what it cannot compute is refused', async () => {
      await initBackend('tensorflow-cpu');
      tf.tidy(() => {
        const input = tf.zeros([1, 7, 7, 2]);
        const dy = tf.zeros([1, 3, 3, 2]);
        expect(() => operation(input, dy, 'VALID', 'NCHW')).toThrow(/processor takes NHWC only/);
        expect(() => operation(input, dy, 'SAME')).toThrow(/not the shape of the pooled input/);
        expect(() => operation(input, dy, [0, 0, -1, 0, 0, 0, 0, 0])).toThrow(/negative/);
      });
    });
  });
});
