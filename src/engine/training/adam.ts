import * as tf from '@tensorflow/tfjs-core';
import type { Parameters } from '../models/parameters';

/** Everything the next step depends on besides the gradients. */
export interface AdamState {
  readonly parameters: Parameters;
  /** First and second moments of the gradients, by parameter name. */
  readonly first: Parameters;
  readonly second: Parameters;
  /** Steps done. */
  readonly steps: number;
}

export interface AdamSettings {
  readonly learningRate: number;
  /** Decoupled weight decay, applied to kernels and embeddings (two axes or more). */
  readonly weightDecay: number;
  /** Steps that a parameter has had; left out: as many as the state. */
  readonly stepsOf?: (name: string) => number;
}

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

export function adamStart(parameters: Parameters): AdamState {
  const zeros = (): Parameters =>
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, tf.zerosLike(value)]));
  return { parameters, first: zeros(), second: zeros(), steps: 0 };
}

/**
 * One step of Adam (Kingma & Ba, arXiv 1412.6980, algorithm 1, in the form of the end of section 2) with decoupled
 * weight decay (Loshchilov & Hutter, arXiv 1711.05101, algorithm 2), of the parameters that have a gradient; the others stay
 * as they are. A new state; the old one is left to its owner.
 *
 * Not tf.train.adam: that keeps its powers of β as running float32 products in hidden variables and hands its state
 * out only in part, so a resumed training would not continue bit for bit.
 */
export function adamStep(state: AdamState, gradients: Parameters, settings: AdamSettings): AdamState {
  const parameters: Record<string, tf.Tensor> = {};
  const first: Record<string, tf.Tensor> = {};
  const second: Record<string, tf.Tensor> = {};
  for (const [name, parameter] of Object.entries(state.parameters)) {
    if (!(name in gradients)) {
      // Without a step of its own a parameter does not drift by the momentum of earlier ones.
      [parameters[name], first[name], second[name]] = [parameter, state.first[name], state.second[name]].map((same) =>
        tf.clone(same),
      );
      continue;
    }
    const gradient = gradients[name];
    const steps = (settings.stepsOf?.(name) ?? state.steps) + 1;
    const correction = Math.sqrt(1 - BETA_2 ** steps);
    const rate = (settings.learningRate * correction) / (1 - BETA_1 ** steps);
    const epsilon = EPSILON * correction;
    const decay = parameter.rank >= 2 ? settings.learningRate * settings.weightDecay : 0;
    [parameters[name], first[name], second[name]] = tf.tidy(() => {
      const m = tf.add(tf.mul(state.first[name], BETA_1), tf.mul(gradient, 1 - BETA_1));
      const v = tf.add(tf.mul(state.second[name], BETA_2), tf.mul(tf.square(gradient), 1 - BETA_2));
      const change = tf.mul(tf.div(m, tf.add(tf.sqrt(v), epsilon)), rate);
      const decayed = decay === 0 ? parameter : tf.mul(parameter, 1 - decay);
      return [tf.sub(decayed, change), m, v];
    });
  }
  return { parameters, first, second, steps: state.steps + 1 };
}

export function disposeAdam({ parameters, first, second }: AdamState): void {
  tf.dispose([...Object.values(parameters), ...Object.values(first), ...Object.values(second)]);
}
