import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { TextSpec } from '../../../shared/modality';
import type { MeanWordsChoice } from '../../../shared/recipe/encoders';
import { dense, denseOnHost, denseSpecs, maskedMean } from '../layers';
import { spectralBound } from '../lipschitz';
import { averaged, embedded as asEmbedded, mapped } from '../rounding';
import { noMaps, type Encoder } from './encoder';
import { wordsOf, wordSpecs } from './words';

/** Order-free text: as a vector, mean of the word embeddings, dense layer, ReLU; as tokens, the word embeddings. */
export const meanWords: Encoder<z.infer<typeof MeanWordsChoice>, TextSpec> = (
  choice,
  { maxWords },
  { form, vocabularySize },
) => {
  const words = wordSpecs(vocabularySize, choice.embedding);
  switch (form) {
    case 'vector':
      return {
        width: choice.width,
        constants: {},
        parameters: { words, ...denseSpecs('dense', choice.embedding, choice.width, 'relu') },
        apply: (p, embedded) => {
          const text = wordsOf(embedded);
          return { form: 'vector', values: tf.relu(dense(p, 'dense', maskedMean(text.words, text.mask))) };
        },
        // The mean of one word moves as far as the word; of more, less far.
        lipschitz: (host) =>
          spectralBound({ rows: choice.embedding, columns: choice.width, values: host('dense/kernel') }),
        computed: (host) =>
          mapped(averaged(asEmbedded, maxWords), denseOnHost(host, 'dense', choice.embedding, choice.width)),
      };
    case 'tokens':
      return {
        width: choice.embedding,
        constants: {},
        parameters: { words },
        apply: (_p, embedded) => {
          const text = wordsOf(embedded);
          return { form: 'tokens', values: text.words, mask: text.mask };
        },
      };
    case 'maps':
      return noMaps('text');
    default:
      return form satisfies never;
  }
};
