import type * as tf from '@tensorflow/tfjs-core';
import type { Encoding } from '../fused-model';
import { maskedMean } from '../layers';
import { noMaps, type EncodingForm } from './encoder';

/**
 * Tokens in the form that the fusion reads: as they are, or as a vector, the mean of those that count.
 *
 * @param tokens [batch, tokens, width]
 * @param mask [batch, tokens], 1 for a token that counts, else 0
 */
export function tokenEncoding(form: EncodingForm, tokens: tf.Tensor3D, mask: tf.Tensor2D): Encoding {
  switch (form) {
    case 'vector':
      return { form, values: maskedMean(tokens, mask) };
    case 'tokens':
      return { form, values: tokens, mask };
    case 'maps':
      return noMaps('tokens');
    default:
      return form satisfies never;
  }
}
