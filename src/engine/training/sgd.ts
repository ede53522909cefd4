import * as tf from '@tensorflow/tfjs-core';
import type { Parameters } from '../models/parameters';
import type { AdamState } from './adam';

export interface SgdSettings {
  readonly learningRate: number;
  readonly momentum: number;
  /** Decoupled, as Adam's: applied to kernels and embeddings (two axes or more). */
  readonly weightDecay: number;
}

/**
 * One step of stochastic gradient descent with momentum: v ← μ v + g, θ ← θ − rate · v, of the parameters that have a
 * gradient; the others stay as they are. v stands where Adam has its first moments; the second ones are carried along
 * unused. A new state; the old one is left to its owner.
 */
export function sgdStep(state: AdamState, gradients: Parameters, settings: SgdSettings): AdamState {
  const { learningRate, momentum, weightDecay } = settings;
  const parameters: Record<string, tf.Tensor> = {};
  const first: Record<string, tf.Tensor> = {};
  const second: Record<string, tf.Tensor> = {};
  for (const [name, parameter] of Object.entries(state.parameters)) {
    second[name] = tf.clone(state.second[name]);
    if (!(name in gradients)) {
      parameters[name] = tf.clone(parameter);
      first[name] = tf.clone(state.first[name]);
      continue;
    }
    const decay = parameter.rank >= 2 ? learningRate * weightDecay : 0;
    [parameters[name], first[name]] = tf.tidy(() => {
      const velocity = tf.add(tf.mul(state.first[name], momentum), gradients[name]);
      const decayed = decay === 0 ? parameter : tf.mul(parameter, 1 - decay);
      return [tf.sub(decayed, tf.mul(velocity, learningRate)), velocity];
    });
  }
  return { parameters, first, second, steps: state.steps + 1 };
}
