import * as tf from '@tensorflow/tfjs-core';
import { absoluteBound, spectralBound } from './lipschitz';
import {
  beforeRelu,
  linear,
  ones,
  zeros,
  type HostReader,
  type ParameterReader,
  type ParameterSpecs,
} from './parameters';
import type { Linear } from './rounding';

/** x W + b over the last axis: kernel [inputs, outputs], bias [outputs]. */
export function denseSpecs(name: string, inputs: number, outputs: number, next: 'relu' | 'linear'): ParameterSpecs {
  return {
    [`${name}/kernel`]: next === 'relu' ? beforeRelu(inputs, outputs) : linear(inputs, outputs),
    [`${name}/bias`]: zeros(outputs),
  };
}

/** [B, inputs] → [B, outputs]. */
export function dense(p: ParameterReader, name: string, x: tf.Tensor2D): tf.Tensor2D {
  return tf.add(tf.matMul(x, p(`${name}/kernel`) as tf.Tensor2D), p(`${name}/bias`));
}

/** What bounds of a dense layer's rounding need of its weights. */
export function denseOnHost(host: HostReader, name: string, inputs: number, outputs: number): Linear {
  const matrix = { rows: inputs, columns: outputs, values: host(`${name}/kernel`) };
  return {
    terms: inputs,
    outputs,
    bound: spectralBound(matrix),
    absolute: absoluteBound(matrix),
    bias: Math.hypot(...host(`${name}/bias`)),
  };
}

/** The same map for every token: [B, N, inputs] → [B, N, outputs]. */
export function denseTokens(p: ParameterReader, name: string, x: tf.Tensor3D): tf.Tensor3D {
  const [batch, count, inputs] = x.shape;
  const flat = dense(p, name, tf.reshape(x, [batch * count, inputs]));
  return tf.reshape(flat, [batch, count, flat.shape[1]]);
}

export function layerNormSpecs(name: string, width: number): ParameterSpecs {
  return { [`${name}/gain`]: ones(width), [`${name}/bias`]: zeros(width) };
}

const EPSILON = 1e-5;

/** Layer normalisation over the last axis (Ba et al., arXiv 1607.06450). */
export function layerNorm(p: ParameterReader, name: string, x: tf.Tensor3D): tf.Tensor3D {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true);
  const scaled = tf.mul(centred, tf.rsqrt(tf.add(variance, EPSILON)));
  return tf.add(tf.mul(scaled, p(`${name}/gain`)), p(`${name}/bias`));
}

/** Mean over the tokens that the mask [B, N] keeps: [B, N, D] → [B, D]. The mean of no token is zero. */
export function maskedMean(values: tf.Tensor3D, mask: tf.Tensor2D): tf.Tensor2D {
  const sum = tf.sum(tf.mul(values, tf.expandDims(mask, 2)), 1);
  const count = tf.maximum(tf.sum(mask, 1, true), 1);
  return tf.div(sum, count);
}
