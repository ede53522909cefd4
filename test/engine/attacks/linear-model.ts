import * as tf from '@tensorflow/tfjs-core';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { randomFrom } from '../../../src/engine/random';
import { imageAndText, SIDE } from './in-memory';

/** Small weights, so that the smallest perturbation keeps mid-grey images within [0, 1]. */
export const linearWeights: readonly number[] = Array.from({ length: SIDE * SIDE }, (_, at) =>
  randomFrom('linear model', at).normal(),
);

/** logits = scale · [0, w · (x − 1/2)]: the smallest l∞ perturbation is |w·(x − 1/2)| / ‖w‖₁, the smallest l2 one / ‖w‖₂. */
/** answer = 5 + w · (x − 1/2): within an l∞ ball of ε no input moves it by more than ε ‖w‖₁. */
export function linearValueModel(tolerance: number): FusedModel {
  const plain = linearImageModel();
  return {
    ...plain,
    classes: ['value'],
    target: { kind: 'value', unit: '', range: [-100, 100], tolerance },
    decide: (z) =>
      tf.add(tf.matMul<tf.Tensor2D>(tf.sub(z, 0.5), tf.tensor2d(linearWeights as number[], [SIDE * SIDE, 1])), 5),
  };
}

export function linearImageModel(scale = 1): FusedModel {
  return {
    id: 'linear',
    modalities: { image: imageAndText.image },
    classes: ['no', 'yes'],
    gives: new Set(['labels', 'scores', 'embedding', 'gradients'] as const),
    perturbs: { image: 'input' },
    embed: (_, values) => ({
      values: tf.stack(values.map((v) => tf.tensor3d(v as Float32Array, [SIDE, SIDE, 1]))),
      mask: null,
    }),
    encode: (_, { values }) => ({ form: 'vector', values: tf.reshape(values, [-1, SIDE * SIDE]) }),
    fuse: ({ image }) => tf.clone(image.values as tf.Tensor2D),
    decide: (z) => {
      const score = tf.matMul<tf.Tensor2D>(tf.sub(z, 0.5), tf.tensor2d(linearWeights as number[], [SIDE * SIDE, 1]));
      return tf.concat<tf.Tensor2D>([tf.zerosLike(score), tf.mul(score, scale)], 1);
    },
    dispose: () => undefined,
  };
}
