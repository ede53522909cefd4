/**
 * Our own kernels with shapes that the lab gives them, at batch 64: the reference network's layers, a transformer of 32
 * tokens of width 64, the removal of words. Inputs are made anew, and alike, on every backend.
 */
import * as tf from '@tensorflow/tfjs-core';
import { randomFrom } from '../../../src/engine/random';
import { extent } from '../extent';

export interface KernelCase {
  readonly kernel: string;
  /** Where it occurs, and how large. */
  readonly title: string;
  readonly inputs: () => tf.NamedTensorMap;
  readonly attributes: tf.NamedAttrMap;
  /** What stock wasm is known to do wrongly here. */
  readonly stockFault?: string;
}

const BATCH = extent(64, 4);

function noise(shape: readonly number[], key: string): tf.Tensor {
  const random = randomFrom('kernels', key);
  const values = Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.normal());
  return tf.tensor(values, [...shape]);
}

function positive(shape: readonly number[], key: string): tf.Tensor {
  return tf.tidy(() => tf.add(tf.abs(noise(shape, key)), 0.01));
}

function numbers(shape: readonly number[], below: number, key: string): tf.Tensor {
  const random = randomFrom('kernels', key);
  const values = Int32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.below(below));
  return tf.tensor(values, [...shape], 'int32');
}

type Sizes4 = readonly [number, number, number, number];

/** One row and column of padding on every side: `same` for a filter of 3, spelt out. */
const spelt = [
  [0, 0],
  [1, 1],
  [1, 1],
  [0, 0],
];

function inputGradient(
  title: string,
  inputShape: Sizes4,
  filter: Sizes4,
  strides: number,
  pad: 'same' | typeof spelt = 'same',
): KernelCase {
  const [batch, height, width] = inputShape;
  const dy = [batch, Math.ceil(height / strides), Math.ceil(width / strides), filter[3]];
  return {
    kernel: 'Conv2DBackpropInput',
    title,
    inputs: () => ({ dy: noise(dy, 'dy'), filter: noise(filter, 'filter') }),
    attributes: { strides, pad, dataFormat: 'NHWC', inputShape: [...inputShape] },
  };
}

function filterGradient(title: string, inputShape: Sizes4, filter: Sizes4): KernelCase {
  return {
    kernel: 'Conv2DBackpropFilter',
    title,
    inputs: () => ({ x: noise(inputShape, 'x'), dy: noise([...inputShape.slice(0, 3), filter[3]], 'dy') }),
    attributes: { strides: 1, pad: 'same', dataFormat: 'NHWC', filterShape: [...filter] },
  };
}

function poolGradient(title: string, values: typeof noise, stockFault?: string): KernelCase {
  return {
    kernel: 'MaxPoolGrad',
    title,
    inputs: () => {
      const input = values([BATCH, 32, 32, 32], 'input') as tf.Tensor4D;
      return { dy: noise([BATCH, 16, 16, 32], 'dy'), input, output: tf.maxPool(input, 2, 2, 'valid') };
    },
    attributes: { filterSize: 2, strides: 2, pad: 'valid' },
    ...(stockFault === undefined ? {} : { stockFault }),
  };
}

function product(
  title: string,
  a: readonly number[],
  b: readonly number[],
  transposeA: boolean,
  transposeB: boolean,
): KernelCase {
  return {
    kernel: 'BatchMatMul',
    title,
    inputs: () => ({ a: noise(a, 'a'), b: noise(b, 'b') }),
    attributes: { transposeA, transposeB },
  };
}

function sum(title: string, shape: readonly number[], axis: number[]): KernelCase {
  return { kernel: 'Sum', title, inputs: () => ({ x: noise(shape, 'x') }), attributes: { axis, keepDims: false } };
}

function transpose(title: string, shape: readonly number[], perm: number[]): KernelCase {
  return { kernel: 'Transpose', title, inputs: () => ({ x: noise(shape, 'x') }), attributes: { perm } };
}

function gather(title: string, shape: readonly number[], count: number): KernelCase {
  return {
    kernel: 'GatherV2',
    title,
    inputs: () => ({ x: noise(shape, 'x'), indices: numbers([count], shape[0], 'rows') }),
    attributes: { axis: 0, batchDims: 0 },
  };
}

export const kernelCases: readonly KernelCase[] = [
  inputGradient('32 → 64 channels, 16×16', [BATCH, 16, 16, 32], [3, 3, 32, 64], 1),
  inputGradient('3 → 32 channels, 32×32', [BATCH, 32, 32, 3], [3, 3, 3, 32], 1),
  inputGradient('32 → 64 channels, 16×16, stride 2', [BATCH, 16, 16, 32], [3, 3, 32, 64], 2),
  inputGradient('32 → 64 channels, 16×16, padding spelt out', [BATCH, 16, 16, 32], [3, 3, 32, 64], 1, spelt),
  filterGradient('32 → 64 channels, 16×16', [BATCH, 16, 16, 32], [3, 3, 32, 64]),
  filterGradient('3 → 32 channels, 32×32', [BATCH, 32, 32, 3], [3, 3, 3, 32]),
  poolGradient('2×2 of 32×32, 32 channels, all positive', positive),
  poolGradient('2×2 of 32×32, 32 channels, any sign', noise, 'loses windows without a positive value'),
  product('dense layer: [64, 4096] · [4096, 128]', [BATCH, 4096], [4096, 128], false, false),
  product('its input gradient: [64, 128] · [4096, 128]ᵀ', [BATCH, 128], [4096, 128], false, true),
  product('its weight gradient: [64, 4096]ᵀ · [64, 128]', [BATCH, 4096], [BATCH, 128], true, false),
  product('attention, q · kᵀ: 64 × 4 heads, 32 tokens', [BATCH, 4, 32, 16], [BATCH, 4, 32, 16], false, true),
  product('attention, shares · v', [BATCH, 4, 32, 32], [BATCH, 4, 32, 16], false, false),
  {
    kernel: '_FusedMatMul',
    title: 'dense layer with bias and ReLU: [64, 4096] · [4096, 128]',
    // The library's kernel reads three axes of either, whatever it is given.
    inputs: () => ({ a: noise([1, BATCH, 4096], 'a'), b: noise([1, 4096, 128], 'b'), bias: noise([128], 'bias') }),
    attributes: { transposeA: false, transposeB: false, activation: 'relu', leakyreluAlpha: 0 },
  },
  gather('768 words of 64 numbers', [2000, 64], 768),
  gather('40 of 64 pictures of 32×32×3', [BATCH, 32, 32, 3], 40),
  {
    kernel: 'UnsortedSegmentSum',
    title: 'gradient of 768 words of 64 numbers',
    inputs: () => ({ x: noise([768, 64], 'x'), segmentIds: numbers([768], 2000, 'segments') }),
    attributes: { numSegments: 2000 },
  },
  sum('bias gradient: [64, 16, 16, 64] over all but channels', [BATCH, 16, 16, 64], [0, 1, 2]),
  sum('mean of 12 words: [64, 12, 64] over words', [BATCH, 12, 64], [1]),
  transpose('patches, 5-D: [64, 4, 7, 4, 7]', [BATCH, 4, 7, 4, 7], [0, 1, 3, 2, 4]),
  transpose('heads: [64, 32, 4, 16]', [BATCH, 32, 4, 16], [0, 2, 1, 3]),
  {
    kernel: 'OneHot',
    title: '64 labels of 10 classes',
    inputs: () => ({ indices: numbers([BATCH], 10, 'labels') }),
    attributes: { depth: 10, onValue: 1, offValue: 0, dtype: 'float32' },
    stockFault: 'writes whole numbers whatever the type',
  },
  {
    kernel: 'Identity',
    title: 'activations [64, 16, 16, 64]',
    inputs: () => ({ x: noise([BATCH, 16, 16, 64], 'x') }),
    attributes: {},
  },
  {
    kernel: 'Cast',
    title: 'float32 to float32, [64, 16, 16, 64]',
    inputs: () => ({ x: noise([BATCH, 16, 16, 64], 'x') }),
    attributes: { dtype: 'float32' },
  },
];
