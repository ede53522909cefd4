import * as tf from '@tensorflow/tfjs-core';
import { depthwiseConvolution, type DepthwiseAttributes, type Shape4 } from './depthwise-convolution';
import { padOrCrop } from './pad-or-crop';
import { replaceKernel, type WasmCall } from './wasm-kernel';

type InputAttributes = DepthwiseAttributes & { readonly inputShape: Shape4 };

/**
 * Gradient of a depthwise convolution by its input, which the library lacks on wasm:
 * dX[b, y·s + i − p, x·s + j − p, c] = Σ_{i, j, m} dY[b, y, x, c·M + m] · F[i, j, c, m]. It is itself a depthwise
 * convolution: of dY, its rows and columns s apart, by the filter turned by 180°; then summed over m.
 */
function depthwiseBackpropInput({ inputs, attrs }: WasmCall<'dy' | 'filter', InputAttributes>): tf.TensorInfo {
  const dy = inputs.dy as tf.Tensor4D;
  const filter = inputs.filter as tf.Tensor4D;
  const [filterHeight, filterWidth, channels, multiplier] = filter.shape;
  const { padInfo, strideHeight, strideWidth } = depthwiseConvolution(attrs.inputShape, filter.shape, attrs);
  const [batch, height, width] = attrs.inputShape;
  /** From the first tap to the last. */
  const reach = { height: filterHeight - 1, width: filterWidth - 1 };
  return tf.tidy(() => {
    const spread = spreadOut(dy, strideHeight, strideWidth);
    const top = reach.height - padInfo.top;
    const left = reach.width - padInfo.left;
    const padded = padOrCrop(
      spread,
      [top, height + reach.height - top - spread.shape[1]],
      [left, width + reach.width - left - spread.shape[2]],
    );
    const turned = tf.reshape(tf.reverse(filter, [0, 1]), [filterHeight, filterWidth, channels * multiplier, 1]);
    const sent = tf.depthwiseConv2d(padded, turned as tf.Tensor4D, 1, 'valid');
    if (multiplier === 1) return sent;
    return tf.sum(tf.reshape(sent, [batch, height, width, channels, multiplier]), -1);
  });
}

/** Rows and columns of x [B, H, W, C] so far apart, zeros between and after them. */
function spreadOut(x: tf.Tensor4D, apartHeight: number, apartWidth: number): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const columns = withZeros(x, batch * height * width, channels, apartWidth);
  const rows = withZeros(columns, batch * height, width * apartWidth * channels, apartHeight);
  return tf.reshape(rows, [batch, height * apartHeight, width * apartWidth, channels]);
}

/** The tensor as lines [count, length], each followed by zeros so that it is so many times as long. */
function withZeros(x: tf.Tensor, count: number, length: number, times: number): tf.Tensor {
  if (times === 1) return x;
  const lines: tf.Tensor2D = tf.reshape(x, [count, length]);
  return tf.pad(lines, [
    [0, 0],
    [0, (times - 1) * length],
  ]);
}

export function registerDepthwiseBackpropInput(): void {
  replaceKernel('DepthwiseConv2dNativeBackpropInput', depthwiseBackpropInput);
}
