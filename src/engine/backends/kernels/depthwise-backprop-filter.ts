import * as tf from '@tensorflow/tfjs-core';
import { depthwiseConvolution, type DepthwiseAttributes, type Shape4 } from './depthwise-convolution';
import { padOrCrop } from './pad-or-crop';
import { replaceKernel, type WasmCall } from './wasm-kernel';

type FilterAttributes = DepthwiseAttributes & { readonly filterShape: Shape4 };

/**
 * Gradient of a depthwise convolution by its filter [Kh, Kw, C, M], which the library lacks on wasm:
 * dF[i, j, c, m] = Σ_{b, y, x} X[b, y·s + i − p, x·s + j − p, c] · dY[b, y, x, c·M + m], one tap after the other.
 */
function depthwiseBackpropFilter({ inputs, attrs }: WasmCall<'x' | 'dy', FilterAttributes>): tf.TensorInfo {
  const x = inputs.x as tf.Tensor4D;
  const dy = inputs.dy as tf.Tensor4D;
  const info = depthwiseConvolution(x.shape, attrs.filterShape, attrs);
  const { padInfo, outHeight, outWidth, strideHeight, strideWidth } = info;
  const [filterHeight, filterWidth, channels, multiplier] = attrs.filterShape;
  const [batch] = x.shape;
  const positions = batch * outHeight * outWidth;
  /** From a tap's first position in the image to past its last. */
  const lines = (outHeight - 1) * strideHeight + 1;
  const columns = (outWidth - 1) * strideWidth + 1;
  return tf.tidy(() => {
    const image = padOrCrop(
      x,
      [padInfo.top, lines + filterHeight - 1 - x.shape[1] - padInfo.top],
      [padInfo.left, columns + filterWidth - 1 - x.shape[2] - padInfo.left],
    );
    const sent = tf.reshape(dy, [positions, channels, multiplier]);
    const tap = (row: number, column: number): tf.Tensor => {
      const seen = tf.stridedSlice(
        image,
        [0, row, column, 0],
        [batch, row + lines, column + columns, channels],
        [1, strideHeight, strideWidth, 1],
      );
      return tf.sum(tf.mul(tf.reshape(seen, [positions, channels, 1]), sent), 0);
    };
    const taps = Array.from({ length: filterHeight * filterWidth }, (_, index) =>
      tf.tidy(() => tap(Math.floor(index / filterWidth), index % filterWidth)),
    );
    return tf.reshape(tf.stack(taps), attrs.filterShape);
  });
}

export function registerDepthwiseBackpropFilter(): void {
  replaceKernel('DepthwiseConv2dNativeBackpropFilter', depthwiseBackpropFilter);
}
