import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { TextSpec } from '../../../shared/data/modality';
import type { WordTransformerChoice } from '../../../shared/recipe/encoders';
import { normal } from '../parameters';
import { transformer, transformerSpecs } from '../transformer';
import type { Encoder } from './encoder';
import { tokenEncoding } from './token-encoding';
import { wordsOf, wordSpecs } from './words';

/** Word embeddings with learned positions, transformer blocks; as a vector: masked mean of the tokens. */
export const wordTransformer: Encoder<z.infer<typeof WordTransformerChoice>, TextSpec> = (
  choice,
  spec,
  { form, vocabularySize },
) => {
  const { width } = choice;
  return {
    width,
    constants: {},
    parameters: {
      words: wordSpecs(vocabularySize, width),
      position: normal(0.02, spec.maxWords, width),
      ...transformerSpecs(choice),
    },
    apply: (p, embedded) => {
      const { words, mask } = wordsOf(embedded);
      const positions = tf.slice(p('position'), [0, 0], [words.shape[1], width]);
      return tokenEncoding(form, transformer(p, choice, tf.add(words, positions), mask), mask);
    },
  };
};
