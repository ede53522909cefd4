import * as tf from '@tensorflow/tfjs-core';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import type { TextValue } from '../../../src/engine/modalities/modality';
import { lookup, vocabularyOf } from '../../../src/engine/models/vocabulary';
import { imageAndText } from './in-memory';

/**
 * A bag of words: logits = [0, bias + Σ weight of each word]. A word's vector is (weight, 1), so that to first order all is
 * exact, and what any substitution does is known.
 */
export function wordModel(weights: Readonly<Record<string, number>>, bias = 0): FusedModel {
  const words = vocabularyOf([Object.keys(weights)]);
  const table = tf.keep(tf.tensor2d(words.map((word) => [weights[word] ?? 0, 1])));
  const find = lookup(words);
  const { text } = imageAndText;
  if (text.kind !== 'text') throw new TypeError('The text is one.');
  return {
    id: 'words',
    modalities: { text },
    classes: ['no', 'yes'],
    gives: new Set(['labels', 'scores', 'embedding', 'gradients'] as const),
    perturbs: { text: 'latent' },
    embed: (_, values) => {
      const { ids, mask } = find(values as readonly TextValue[], text.maxWords);
      return {
        values: tf.reshape(tf.gather(table, tf.tensor1d(ids, 'int32')), [values.length, text.maxWords, 2]),
        mask: tf.tensor2d(mask, [values.length, text.maxWords]),
      };
    },
    vocabularyOf: () => ({ words, table }),
    encode: (_, { values, mask }) => {
      const own = tf.squeeze(tf.slice(values as tf.Tensor3D, [0, 0, 0], [-1, -1, 1]), [2]);
      return { form: 'vector', values: tf.reshape(tf.sum(tf.mul(own, mask!), 1), [-1, 1]) };
    },
    fuse: (encodings) => tf.clone(encodings.text.values as tf.Tensor2D),
    decide: (z) => tf.concat<tf.Tensor2D>([tf.zerosLike(z), tf.add(z, bias)], 1),
    dispose: () => {
      table.dispose();
    },
  };
}
