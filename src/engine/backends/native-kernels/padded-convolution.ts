import type { ExplicitPadding } from '../kernels/explicit-padding';
import { replaceKernel } from './native-kernel';
import { isSpelt, padded, unpadded } from './padding';

interface Padded {
  readonly pad: ExplicitPadding;
}
interface InputGradient extends Padded {
  readonly inputShape: [number, number, number, number];
}

/** The gradients of convolutions whose padding is spelt out: tfjs-node has the convolutions only. */
export function registerPaddedConvolution(): void {
  for (const name of ['Conv2D', 'DepthwiseConv2dNative']) {
    replaceKernel<'dy' | 'filter', InputGradient>(`${name}BackpropInput`, (stock) => (call) => {
      const { pad, inputShape } = call.attrs;
      if (!isSpelt(pad)) return stock(call);
      const shape = inputShape.map((size, axis) => size + pad[axis][0] + pad[axis][1]) as InputGradient['inputShape'];
      return unpadded(stock({ ...call, attrs: { ...call.attrs, inputShape: shape, pad: 'valid' } }), pad, inputShape);
    });
    replaceKernel<'x' | 'dy', Padded>(`${name}BackpropFilter`, (stock) => (call) => {
      const { pad } = call.attrs;
      if (!isSpelt(pad)) return stock(call);
      const x = padded(call.inputs.x, pad);
      return stock({ ...call, inputs: { ...call.inputs, x }, attrs: { ...call.attrs, pad: 'valid' } });
    });
  }
}
