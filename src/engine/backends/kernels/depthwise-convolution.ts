import * as tf from '@tensorflow/tfjs-core';
import type { ExplicitPadding } from './explicit-padding';

export interface DepthwiseAttributes {
  readonly strides: number | [number, number];
  readonly pad: ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export type Shape4 = [number, number, number, number];

/**
 * Sizes and padding of a depthwise convolution of x [B, H, W, C] by a filter [Kh, Kw, C, M]. Its taps lie side by side:
 * the library has no gradient of a filter that is spread.
 */
export function depthwiseConvolution(
  inputShape: Shape4,
  filterShape: Shape4,
  { strides, pad, dimRoundingMode }: DepthwiseAttributes,
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad, dimRoundingMode, true);
}
