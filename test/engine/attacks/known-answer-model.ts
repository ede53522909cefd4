import * as tf from '@tensorflow/tfjs-core';
import type { Capability } from '../../../src/shared/attacks/attack';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import type { TextValue } from '../../../src/engine/modalities/modality';
import type { Sample } from '../../../src/engine/data/dataset';
import { imageAndText, SIDE } from './in-memory';

export const KEY_WORD = 'key';

/**
 * Models whose weakest point is known (evaluation rules): the label is 1 when
 * `and`: the top left quadrant is bright AND the key word is there; `or`: one of them suffices; `constant`: never read.
 * z = [brightness of the quadrant, key word there], optionally rotated with the head rotated back.
 */
export function knownAnswerModel(options: {
  readonly rule: 'and' | 'or' | 'constant';
  readonly scale?: number;
  /** Radians. */
  readonly rotation?: number;
  readonly gives?: readonly Capability[];
}): FusedModel {
  const { rule, scale = 1, rotation = 0 } = options;
  const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)];
  const threshold = rule === 'and' ? 1.5 : 0.5;
  return {
    id: `known-${rule}`,
    modalities: imageAndText,
    classes: ['no', 'yes'],
    gives: new Set(options.gives ?? (['labels', 'scores', 'embedding', 'gradients'] as const)),
    perturbs: { image: 'input', text: 'latent' },
    embed: (modality, values) => {
      if (modality === 'image') {
        return { values: tf.stack(values.map((v) => tf.tensor3d(v as Float32Array, [SIDE, SIDE, 1]))), mask: null };
      }
      const texts = values as readonly TextValue[];
      const length = Math.max(1, ...texts.map((words) => words.length));
      const padded = (of: (word: string) => number) =>
        texts.map((words) => Array.from({ length }, (_, at) => (at < words.length ? of(words[at]) : 0)));
      return {
        values: tf.expandDims(tf.tensor2d(padded((word) => (word === KEY_WORD ? 1 : 0))), -1),
        mask: tf.tensor2d(padded(() => 1)),
      };
    },
    encode: (modality, { values, mask }) => {
      if (modality === 'image') {
        const cell = tf.slice(values as tf.Tensor4D, [0, 0, 0, 0], [-1, SIDE / 2, SIDE / 2, 1]);
        return { form: 'vector', values: tf.reshape(tf.mean(cell, [1, 2, 3]), [-1, 1]) };
      }
      const words = tf.mul(tf.squeeze(values as tf.Tensor3D, [2]), mask!);
      return { form: 'vector', values: tf.reshape(tf.sum(words, 1), [-1, 1]) };
    },
    fuse: ({ image, text }) =>
      tf.matMul(
        tf.concat([image.values as tf.Tensor2D, text.values as tf.Tensor2D], 1),
        tf.tensor2d([
          [cos, -sin],
          [sin, cos],
        ]),
      ),
    decide: (z) => {
      if (rule === 'constant') return tf.tile(tf.tensor2d([[0, scale]]), [z.shape[0], 1]);
      const upright = tf.matMul(
        z,
        tf.tensor2d([
          [cos, sin],
          [-sin, cos],
        ]),
      );
      const score = tf.mul(tf.sub(tf.sum(upright, 1, true), threshold), scale);
      return tf.concat([tf.zerosLike(score), score], 1) as tf.Tensor2D;
    },
    dispose: () => undefined,
  };
}

/** A sample with both pieces of evidence in place, so that AND and OR both say 1. */
export const brightWithKey: Omit<Sample, 'row' | 'id' | 'group' | 'evidence'> = {
  label: 1,
  inputs: {
    image: Float32Array.from({ length: SIDE * SIDE }, (_, pixel) =>
      pixel % SIDE < SIDE / 2 && pixel < (SIDE * SIDE) / 2 ? 1 : 0,
    ),
    text: ['find', 'the', KEY_WORD, 'here'],
  },
};
