import type { EncoderChoice } from './encoders';

/** Numbers of the vector that an encoder has of a word before anything mixes words; null: it reads no words. */
export function wordVectorLength(encoder: EncoderChoice): number | null {
  switch (encoder.name) {
    case 'mean-words':
      return encoder.embedding;
    case 'word-transformer':
      return encoder.width;
    case 'cnn':
    case 'residual-cnn':
    case 'patch-tokens':
    case 'mlp':
    case 'step-tokens':
    case 'raw-steps':
    case 'gru':
    case 'temporal-cnn':
    case 'umurl':
      return null;
    default:
      return encoder satisfies never;
  }
}
