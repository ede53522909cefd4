/** Rows of embeddings and encodings, picked and joined whatever their form. Called inside a tidy scope. */
import * as tf from '@tensorflow/tfjs-core';
import type { Embedded, Encoding } from './fused-model';

/** Rows of embedded values, in the order of `indices`. */
export function gatherEmbedded({ values, mask }: Embedded, indices: readonly number[]): Embedded {
  const at = tf.tensor1d(indices as number[], 'int32');
  return { values: tf.gather(values, at), mask: mask === null ? null : tf.gather(mask, at) };
}

/** Rows of an encoding, in the order of `indices`. */
export function gatherEncoding(encoding: Encoding, indices: readonly number[]): Encoding {
  const at = tf.tensor1d(indices as number[], 'int32');
  switch (encoding.form) {
    case 'vector':
      return { form: 'vector', values: tf.gather(encoding.values, at) };
    case 'tokens':
      return { form: 'tokens', values: tf.gather(encoding.values, at), mask: tf.gather(encoding.mask, at) };
    default:
      return encoding satisfies never;
  }
}

/** One below the other, one or more of a form; token encodings of unequal length are padded with masked tokens. */
export function joinEncodings(encodings: readonly Encoding[]): Encoding {
  const vectors = encodings.filter((encoding) => encoding.form === 'vector');
  if (vectors.length === encodings.length) {
    return { form: 'vector', values: joined(vectors.map(({ values }) => values)) };
  }
  const tokens = encodings.filter((encoding) => encoding.form === 'tokens');
  if (tokens.length < encodings.length) throw new Error('Encodings of different forms cannot be joined.');
  const length = Math.max(...tokens.map(({ mask }) => mask.shape[1]));
  const padded = tokens.map((encoding) => padTokens(encoding, length));
  return {
    form: 'tokens',
    values: joined(padded.map(({ values }) => values)),
    mask: joined(padded.map(({ mask }) => mask)),
  };
}

function joined<Kind extends tf.Tensor>(tensors: readonly Kind[]): Kind {
  return tf.concat([...tensors], 0);
}

type Tokens = Extract<Encoding, { form: 'tokens' }>;

function padTokens(encoding: Tokens, length: number): Tokens {
  const missing = length - encoding.mask.shape[1];
  if (missing === 0) return encoding;
  return {
    form: 'tokens',
    values: tf.pad3d(encoding.values, [
      [0, 0],
      [0, missing],
      [0, 0],
    ]),
    mask: tf.pad2d(encoding.mask, [
      [0, 0],
      [0, missing],
    ]),
  };
}
