import * as tf from '@tensorflow/tfjs-core';
import type { ExplicitPadding } from './explicit-padding';

export interface ConvolutionAttributes {
  readonly strides: number | [number, number];
  readonly pad: ExplicitPadding;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** From this many input channels on, gradients written as convolutions are faster than as one matrix product. */
export const MANY_CHANNELS = 8;

/** Sizes and padding of a convolution, channels last. */
export function convolution(
  inputShape: [number, number, number, number],
  filterShape: [number, number, number, number],
  attrs: ConvolutionAttributes,
): tf.backend_util.Conv2DInfo {
  if (attrs.dataFormat !== 'NHWC') {
    throw new Error(`The wasm backend convolves channels last, not ${attrs.dataFormat}.`);
  }
  return tf.backend_util.computeConv2DInfo(inputShape, filterShape, attrs.strides, 1, attrs.pad, attrs.dimRoundingMode);
}
