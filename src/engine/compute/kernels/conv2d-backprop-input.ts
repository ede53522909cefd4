import * as tf from '@tensorflow/tfjs-core';
import { explicit, type Padding } from './explicit-padding';
import { padOrCrop } from './pad-or-crop';
import { replaceKernel, type WasmKernel } from './wasm-kernel';

export interface ConvolutionAttributes {
  readonly strides: number | [number, number];
  readonly pad: Padding;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * Gradient of a convolution by its input, as a convolution: of dy [B, Ho, Wo, Co], spread out by the stride with
 * zeros between, with the filter [Kh, Kw, Ci, Co] turned by 180° and its channels exchanged. The library's own loop
 * is nine times slower.
 */
const conv2dBackpropInput: WasmKernel<
  'dy' | 'filter',
  ConvolutionAttributes & { readonly inputShape: [number, number, number, number] }
> = ({ inputs, attrs }) => {
  const dy = inputs.dy as tf.Tensor4D;
  const filter = inputs.filter as tf.Tensor4D;
  const info = convolution(attrs.inputShape, filter.shape, attrs);
  return tf.tidy(() => {
    const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
    // What the turned filter must see: exactly enough around dy that the result has the input's size.
    const top = info.filterHeight - 1 - info.padInfo.top;
    const left = info.filterWidth - 1 - info.padInfo.left;
    const spread = dilate(dy, info.strideHeight, info.strideWidth);
    const bottom = info.inHeight + info.filterHeight - 1 - top - spread.shape[1];
    const right = info.inWidth + info.filterWidth - 1 - left - spread.shape[2];
    if (Math.min(top, bottom, left, right) < 0) {
      return tf.conv2d(padOrCrop(spread, [top, bottom], [left, right]), turned, 1, 'valid');
    }
    return tf.conv2d(spread, turned, 1, [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ]);
  });
};

/** Zeros between the rows and columns of x [B, H, W, C]: [B, (H − 1)·sh + 1, (W − 1)·sw + 1, C]. */
function dilate(x: tf.Tensor4D, strideHeight: number, strideWidth: number): tf.Tensor4D {
  if (strideHeight === 1 && strideWidth === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const apart = tf.pad(tf.reshape(x, [batch * height, 1, width, channels]), [
    [0, 0],
    [0, strideHeight - 1],
    [0, 0],
    [0, 0],
  ]);
  const rows = tf.pad(tf.reshape(apart, [batch * height * strideHeight, width, 1, channels]), [
    [0, 0],
    [0, 0],
    [0, strideWidth - 1],
    [0, 0],
  ]);
  const full = tf.reshape<tf.Rank.R4>(rows, [batch, height * strideHeight, width * strideWidth, channels]);
  return tf.slice(
    full,
    [0, 0, 0, 0],
    [batch, (height - 1) * strideHeight + 1, (width - 1) * strideWidth + 1, channels],
  );
}

/** Sizes and padding of a convolution, channels last. */
export function convolution(
  inputShape: [number, number, number, number],
  filterShape: [number, number, number, number],
  attrs: ConvolutionAttributes,
): tf.backend_util.Conv2DInfo {
  if (attrs.dataFormat !== 'NHWC')
    throw new Error(`The wasm backend convolves channels last, not ${attrs.dataFormat}.`);
  return tf.backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    attrs.strides,
    1,
    explicit(attrs.pad),
    attrs.dimRoundingMode,
  );
}

export function registerConv2dBackpropInput(): void {
  replaceKernel('Conv2DBackpropInput', conv2dBackpropInput);
}
