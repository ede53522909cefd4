import type * as tf from '@tensorflow/tfjs-core';
import { replaceKernel, stockKernel, type WasmCall } from './wasm-kernel';

export type Padding = 'same' | 'valid' | number | tf.backend_util.ExplicitPadding;

/**
 * With padding given as one number, tfjs works out the output's width from the filter's *height*. With a filter that
 * is not square the output is then too small, and wasm writes past its end. Spelt out per side, it is right.
 */
export function explicit<Pad extends Padding>(pad: Pad): Exclude<Pad, number> | tf.backend_util.ExplicitPadding {
  if (typeof pad !== 'number') return pad as Exclude<Pad, number>;
  return [
    [0, 0],
    [pad, pad],
    [pad, pad],
    [0, 0],
  ];
}

const padded = [
  'Conv2D',
  'FusedConv2D',
  'DepthwiseConv2dNative',
  'FusedDepthwiseConv2D',
  'MaxPool',
  'AvgPool',
] as const;

export function registerExplicitPadding(): void {
  for (const name of padded) {
    const stock = stockKernel(name);
    replaceKernel(name, ({ inputs, attrs, backend }: WasmCall<string, { readonly pad: Padding }>) => {
      const attributes = { ...attrs, pad: explicit(attrs.pad) };
      return stock({ inputs, backend, attrs: attributes }) as tf.TensorInfo;
    });
  }
}
