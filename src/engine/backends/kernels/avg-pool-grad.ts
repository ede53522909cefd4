import * as tf from '@tensorflow/tfjs-core';
import type { ExplicitPadding } from './explicit-padding';

interface PoolAttributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: ExplicitPadding;
}

/**
 * A mean is over what lies inside the picture, but the library's gradient, on every backend of its own, spreads each window's
 * over the whole window, padding included. What it is given is made larger by as much. Wraps the kernel that is registered
 * when it is called; TensorFlow's is right.
 */
export function registerAvgPoolGrad(backendName: string): void {
  const config = tf.getKernel('AvgPoolGrad', backendName) as tf.KernelConfig | undefined;
  if (config === undefined || backendName === 'tensorflow') return;
  tf.unregisterKernel('AvgPoolGrad', backendName);
  tf.registerKernel({
    ...config,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { input, dy } = inputs as unknown as Readonly<Record<'input' | 'dy', tf.Tensor4D>>;
      const shares = sharesOf(input.shape, attrs as unknown as PoolAttributes);
      if (shares === null) return config.kernelFunc({ inputs, attrs: attrs ?? {}, backend });
      return tf.tidy(() => {
        const larger = tf.div(dy, shares());
        return config.kernelFunc({ inputs: { ...inputs, dy: larger }, attrs: attrs ?? {}, backend }) as tf.Tensor;
      });
    },
  });
}

type Shape4 = [number, number, number, number];

/** How much of each window lies inside, [1, rows, columns, 1]; null where all of all do. */
function sharesOf(shape: Shape4, { filterSize, strides, pad }: PoolAttributes): (() => tf.Tensor4D) | null {
  const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad);
  const { padInfo, outHeight, outWidth, strideHeight, strideWidth, filterHeight, filterWidth } = info;
  const rows = inside(outHeight, strideHeight, padInfo.top, filterHeight, shape[1]);
  const columns = inside(outWidth, strideWidth, padInfo.left, filterWidth, shape[2]);
  if ([...rows, ...columns].every((share) => share === 1)) return null;
  const values = rows.flatMap((row) => columns.map((column) => row * column));
  return () => tf.tensor4d(values, [1, outHeight, outWidth, 1]);
}

function inside(count: number, stride: number, before: number, filter: number, size: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => {
    const start = at * stride - before;
    return (Math.min(start + filter, size) - Math.max(start, 0)) / filter;
  });
}
