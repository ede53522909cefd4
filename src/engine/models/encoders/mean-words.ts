import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { TextSpec } from '../../../shared/data/modality';
import type { MeanWordsChoice } from '../../../shared/recipe/encoders';
import { dense, denseOnHost, denseSpecs, maskedMean } from '../layers';
import { spectralBound } from '../lipschitz';
import type { Embedded } from '../fused-model';
import type { ParameterReader } from '../parameters';
import { noMaps, type Encoder } from './encoder';
import { wordsOf, wordSpecs } from './words';

/** Order-free text: as a vector, mean of the word embeddings, dense layer, ReLU; as tokens, the word embeddings. */
export const meanWords: Encoder<z.infer<typeof MeanWordsChoice>, TextSpec> = (
  choice,
  { maxWords },
  { form, vocabularySize },
) => {
  const words = wordSpecs(vocabularySize, choice.embedding);
  const traced = (p: ParameterReader, embedded: Embedded): [tf.Tensor2D, tf.Tensor2D] => {
    const text = wordsOf(embedded);
    const mean = maskedMean(text.words, text.mask);
    return [mean, tf.relu(dense(p, 'dense', mean))];
  };
  switch (form) {
    case 'vector':
      return {
        width: choice.width,
        constants: {},
        parameters: { words, ...denseSpecs('dense', choice.embedding, choice.width, 'relu') },
        apply: (p, embedded) => {
          const [, encoded] = traced(p, embedded);
          return { form: 'vector', values: encoded };
        },
        // The mean of one word moves as far as the word; of more, less far.
        lipschitz: (host) =>
          spectralBound({ rows: choice.embedding, columns: choice.width, values: host('dense/kernel') }),
        steps: (host) => [
          { kind: 'averaged', count: maxWords },
          { kind: 'linear', ...denseOnHost(host, 'dense', choice.embedding, choice.width) },
        ],
        traced,
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
