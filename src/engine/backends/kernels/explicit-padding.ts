import * as tf from '@tensorflow/tfjs-core';

type Padding = 'same' | 'valid' | number | tf.backend_util.ExplicitPadding;
/** What our own kernels are given: numbers have been spelt out. */
export type ExplicitPadding = Exclude<Padding, number>;

const padded = [
  ...['Conv2D', 'FusedConv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter'],
  ...['DepthwiseConv2dNative', 'FusedDepthwiseConv2D'],
  ...['DepthwiseConv2dNativeBackpropInput', 'DepthwiseConv2dNativeBackpropFilter'],
  ...['MaxPool', 'MaxPoolGrad', 'AvgPool', 'AvgPoolGrad'],
] as const;

/**
 * With padding given as one number, tfjs works out the output's width from the filter's *height*, on every backend. With
 * a filter that is not square the result is wrong, and wasm writes past its end. With padding to the same size and a
 * stride that outruns the filter, wasm gives zeros. Spelt out per side, both are right. Wraps the kernels that are
 * registered when it is called.
 */
export function registerExplicitPadding(backendName: string): void {
  for (const kernelName of padded) {
    const config = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
    if (config === undefined) continue;
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({
      ...config,
      kernelFunc: ({ inputs, attrs, backend }) =>
        config.kernelFunc({ inputs, backend, attrs: { ...attrs, ...spelt(inputs, attrs ?? {}) } }),
    });
  }
}

function spelt(
  inputs: tf.NamedTensorInfoMap,
  attrs: tf.NamedAttrMap,
): { readonly pad?: tf.backend_util.ExplicitPadding } {
  const { pad } = attrs;
  if (typeof pad === 'number') return { pad: sides(pad, pad, pad, pad) };
  if (pad !== 'same' || !isOutrun(inputs, attrs)) return {};
  const { x, filter } = inputs as { readonly x: tf.TensorInfo; readonly filter: tf.TensorInfo };
  const strides = attrs.strides as number | [number, number];
  const { top, bottom, left, right } = tf.backend_util.computeConv2DInfo(
    x.shape as Shape4,
    filter.shape as Shape4,
    strides,
    1,
    'same',
  ).padInfo;
  return { pad: sides(top, bottom, left, right) };
}

type Shape4 = [number, number, number, number];

/** Is this a convolution whose stride passes over parts of the picture? Such a stride goes with no dilation. */
function isOutrun({ x, filter }: Partial<tf.NamedTensorInfoMap>, { strides }: tf.NamedAttrMap): boolean {
  if (x === undefined || filter === undefined) return false;
  const [down, across] = Array.isArray(strides) ? (strides as number[]) : [Number(strides), Number(strides)];
  return down > filter.shape[0] || across > filter.shape[1];
}

function sides(top: number, bottom: number, left: number, right: number): tf.backend_util.ExplicitPadding {
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
}
