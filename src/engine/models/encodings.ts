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

/** One below the other; token encodings of unequal length are padded with masked tokens. */
export function joinEncodings(first: Encoding, second: Encoding): Encoding {
  if (first.form === 'vector' && second.form === 'vector') {
    return { form: 'vector', values: tf.concat([first.values, second.values], 0) };
  }
  if (first.form === 'tokens' && second.form === 'tokens') {
    const length = Math.max(first.mask.shape[1], second.mask.shape[1]);
    const [a, b] = [padTokens(first, length), padTokens(second, length)];
    return { form: 'tokens', values: tf.concat([a.values, b.values], 0), mask: tf.concat([a.mask, b.mask], 0) };
  }
  throw new Error('Encodings of different forms cannot be joined.');
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
