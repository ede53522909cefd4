import type { ModalityKind } from '../data/modality';
import type { EncoderName } from './encoders';

/** The kinds of modality that each encoder reads. */
export const encoderReads: Readonly<Record<EncoderName, readonly ModalityKind[]>> = {
  cnn: ['image', 'audio'],
  'patch-tokens': ['image', 'audio'],
  'mean-words': ['text'],
  'word-transformer': ['text'],
  mlp: ['tabular', 'sequence', 'skeleton'],
  'step-tokens': ['sequence', 'skeleton', 'audio'],
  'raw-steps': ['sequence', 'skeleton', 'audio'],
  gru: ['sequence', 'skeleton', 'audio'],
  'temporal-cnn': ['sequence', 'skeleton', 'audio'],
  'residual-cnn': ['image', 'audio'],
  umurl: ['skeleton'],
};

export function encodersFor(kind: ModalityKind): readonly EncoderName[] {
  return (Object.keys(encoderReads) as EncoderName[]).filter((name) => encoderReads[name].includes(kind));
}
