import * as tf from '@tensorflow/tfjs-core';

type Padding = 'same' | 'valid' | number | tf.backend_util.ExplicitPadding;
/** What our own kernels are given: numbers have been spelt out. */
export type ExplicitPadding = Exclude<Padding, number>;

const padded = [
  ...['Conv2D', 'FusedConv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter'],
  ...['DepthwiseConv2dNative', 'FusedDepthwiseConv2D'],
  ...['MaxPool', 'MaxPoolGrad', 'AvgPool', 'AvgPoolGrad'],
] as const;

/**
 * With padding given as one number, tfjs works out the output's width from the filter's *height*, on every backend. With
 * a filter that is not square the result is wrong, and wasm writes past its end. Spelt out per side, it is right. Wraps
 * the kernels that are registered when it is called.
 */
export function registerExplicitPadding(backendName: string): void {
  for (const kernelName of padded) {
    const config = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
    if (config === undefined) continue;
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({
      ...config,
      kernelFunc: ({ inputs, attrs, backend }) => config.kernelFunc({ inputs, backend, attrs: spelt(attrs) }),
    });
  }
}

function spelt(attrs: tf.NamedAttrMap | undefined): tf.NamedAttrMap {
  const pad = attrs?.pad;
  if (typeof pad !== 'number') return { ...attrs };
  const sides: tf.backend_util.ExplicitPadding = [
    [0, 0],
    [pad, pad],
    [pad, pad],
    [0, 0],
  ];
  return { ...attrs, pad: sides };
}
