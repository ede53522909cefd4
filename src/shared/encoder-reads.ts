import type { ModalityKind } from './modality';
import type { EncoderName } from './recipe/encoders';

/** The kind of modality that each encoder reads. */
export const encoderReads = {
  cnn: 'image',
  'patch-tokens': 'image',
  'mean-words': 'text',
  'word-transformer': 'text',
} as const satisfies Record<EncoderName, ModalityKind>;

export function encodersFor(kind: ModalityKind): readonly EncoderName[] {
  return (Object.keys(encoderReads) as EncoderName[]).filter((name) => encoderReads[name] === kind);
}
