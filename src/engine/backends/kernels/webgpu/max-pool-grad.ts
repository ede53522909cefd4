import * as tf from '@tensorflow/tfjs-core';
import type { ExplicitPadding } from '../explicit-padding';
import { wrapKernel } from './wrap-kernel';

interface MaxPoolGradAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'same' | 'valid' | ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const SPATIAL = [1, 2];

/**
 * Where values of a window are equal, the library gives the gradient to the last of them on WebGPU, and to the first on
 * every other backend. Equal values are common: an image with an even background has them in most windows. So the image
 * is turned by 180°, which makes the first the last.
 */
export function registerMaxPoolGrad(): void {
  wrapKernel('MaxPoolGrad', (inputs, attrs: MaxPoolGradAttributes, stock) => {
    const input = inputs.input as tf.Tensor4D;
    const info = tf.backend_util.computePool2DInfo(
      input.shape,
      attrs.filterSize,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
    );
    const { top, left } = info.padInfo;
    // What the windows reach over the end, which is less than nothing where they leave the last rows out.
    const bottom = (info.outHeight - 1) * info.strideHeight + info.filterHeight - info.inHeight - top;
    const right = (info.outWidth - 1) * info.strideWidth + info.filterWidth - info.inWidth - left;
    const pad: ExplicitPadding = [
      [0, 0],
      [bottom, top],
      [right, left],
      [0, 0],
    ];
    const turn = (tensor: tf.Tensor): tf.Tensor => tf.reverse(tensor, SPATIAL);
    const turned = { dy: turn(inputs.dy), input: turn(input), output: inputs.output };
    return turn(stock(turned, { ...attrs, pad }));
  });
}
