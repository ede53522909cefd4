import * as tf from '@tensorflow/tfjs-core';
import type { ExplicitPadding } from '../kernels/explicit-padding';
import { replaceKernel } from './native-kernel';
import { isSpelt, padded, unpadded } from './padding';

interface Pooling {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: ExplicitPadding;
}

/** Pooling whose padding is spelt out, and its gradient: tfjs-node refuses it. */
export function registerPaddedPooling(): void {
  replaceKernel<'x', Pooling>('MaxPool', (stock) => (call) => {
    const { pad } = call.attrs;
    if (!isSpelt(pad)) return stock(call);
    return stock({ ...call, inputs: { x: padded(call.inputs.x, pad, -Infinity) }, attrs: valid(call.attrs) });
  });
  replaceKernel<'dy' | 'input' | 'output', Pooling>('MaxPoolGrad', (stock) => (call) => {
    const { pad } = call.attrs;
    if (!isSpelt(pad)) return stock(call);
    const { dy, input, output } = call.inputs;
    const inputs = { dy, input: padded(input, pad, -Infinity), output };
    return unpadded(stock({ ...call, inputs, attrs: valid(call.attrs) }), pad, input.shape);
  });
  // The mean is over what lies inside the picture: a mean with zeros, over the share that lies inside.
  replaceKernel<'x', Pooling>('AvgPool', (stock) => (call) => {
    const { pad } = call.attrs;
    if (!isSpelt(pad)) return stock(call);
    const { x } = call.inputs;
    const mean = (image: tf.Tensor): tf.Tensor =>
      stock({ ...call, inputs: { x: padded(image, pad) }, attrs: valid(call.attrs) });
    return tf.div(mean(x), mean(tf.onesLike(x)));
  });
  replaceKernel<'dy' | 'input', Pooling>('AvgPoolGrad', (stock) => (call) => {
    const { pad, filterSize, strides } = call.attrs;
    if (!isSpelt(pad)) return stock(call);
    const { dy, input } = call.inputs;
    const share = tf.avgPool(padded(tf.onesLike(input), pad) as tf.Tensor4D, filterSize, strides, 'valid');
    const inputs = { dy: tf.div(dy, share), input: padded(input, pad) };
    return unpadded(stock({ ...call, inputs, attrs: valid(call.attrs) }), pad, input.shape);
  });
}

function valid(attributes: Pooling): Pooling {
  return { ...attributes, pad: 'valid' };
}
