import * as tf from '@tensorflow/tfjs-core';
import type { ElementKind } from '../../../formats/onnx/tensor';

/**
 * What flows along an edge of a graph. Whole numbers that say sizes are computed on the host, all else in tensors, of which
 * pictures may lie channels last, as the backends convolve them: it is brought into the graph's own order only where an
 * operator asks for that.
 */
export interface Value {
  readonly kind: ElementKind;
  /** As the graph has it. */
  readonly shape: readonly number[];
  /** On the host; null where they lie in a tensor only. */
  readonly numbers: Float32Array | Float64Array | null;
  /** In the graph's order. */
  readonly tensor: () => tf.Tensor;
  /** Of [N, C, H, W]: [N, H, W, C]. */
  readonly channelsLast: () => tf.Tensor4D;
  readonly isChannelsLast: boolean;
}

export const dtypes = { float: 'float32', int: 'int32', bool: 'bool' } as const;

export function kindOfTensor({ dtype }: tf.Tensor): ElementKind {
  return dtype === 'bool' ? 'bool' : dtype === 'int32' ? 'int' : 'float';
}

export function valueOf(tensor: tf.Tensor): Value {
  let last: tf.Tensor4D | null = null;
  return {
    kind: kindOfTensor(tensor),
    shape: tensor.shape,
    numbers: null,
    tensor: () => tensor,
    channelsLast: () => (last ??= tf.transpose(tensor as tf.Tensor4D, [0, 2, 3, 1])),
    isChannelsLast: false,
  };
}

/** @param tensor [N, H, W, C] */
export function channelsLastValue(tensor: tf.Tensor4D): Value {
  const [samples, height, width, channels] = tensor.shape;
  let own: tf.Tensor | null = null;
  return {
    kind: kindOfTensor(tensor),
    shape: [samples, channels, height, width],
    numbers: null,
    tensor: () => (own ??= tf.transpose(tensor, [0, 3, 1, 2])),
    channelsLast: () => tensor,
    isChannelsLast: true,
  };
}

/** A tensor that stays, and outlives what is made of it. */
export function stayingValue(tensor: tf.Tensor, numbers: Value['numbers']): Value {
  return {
    kind: kindOfTensor(tensor),
    shape: tensor.shape,
    numbers,
    tensor: () => tensor,
    channelsLast: () => tf.transpose(tensor as tf.Tensor4D, [0, 2, 3, 1]),
    isChannelsLast: false,
  };
}

/** @param made called once for a tensor of the numbers; whose it is, is the caller's affair */
export function hostValue(
  kind: ElementKind,
  shape: readonly number[],
  numbers: Float32Array | Float64Array,
  made: (make: () => tf.Tensor) => tf.Tensor = (make) => make(),
): Value {
  let own: tf.Tensor | null = null;
  const tensor = (): tf.Tensor => (own ??= made(() => tensorOf(kind, shape, numbers)));
  return {
    kind,
    shape,
    numbers,
    tensor,
    channelsLast: () => tf.transpose(tensor() as tf.Tensor4D, [0, 2, 3, 1]),
    isChannelsLast: false,
  };
}

/** Beyond what int32 holds stands its end, as graphs write "to the last". */
const LARGEST = 2 ** 31 - 1;

export function tensorOf(kind: ElementKind, shape: readonly number[], numbers: Float32Array | Float64Array): tf.Tensor {
  const held =
    kind === 'float'
      ? Float32Array.from(numbers)
      : Int32Array.from(numbers, (own) => Math.min(LARGEST, Math.max(-LARGEST, own)));
  return tf.tensor(kind === 'bool' ? Uint8Array.from(held, Number) : held, [...shape], dtypes[kind]);
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
