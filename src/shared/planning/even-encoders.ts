import type { ModalityKind, ModalitySpec, ModalitySpecs } from '../data/modality';
import type { StudyPlanInput } from '../plan/plan';
import type { EncoderName } from '../recipe/encoders';
import { recipeDraft } from './recipe-draft';

type Encoders = StudyPlanInput['subjects'][number]['recipe']['encoders'];

/** Encoders that see an input as a whole. */
export const wholeEncoders: Readonly<Record<ModalityKind, EncoderName>> = {
  image: 'cnn',
  text: 'mean-words',
  audio: 'cnn',
  tabular: 'mlp',
  sequence: 'gru',
  skeleton: 'umurl',
};

/**
 * Encoders of which a bound is known, so that radii can be proven: of attention there is none. Steps and joints are read like
 * a table.
 */
export const boundedEncoders: Readonly<Record<ModalityKind, EncoderName>> = {
  ...wholeEncoders,
  sequence: 'mlp',
  skeleton: 'mlp',
};

/** Encoders that also give tokens, for fusions that read those. */
export const tokenEncoders: Readonly<Record<ModalityKind, EncoderName>> = {
  image: 'patch-tokens',
  text: 'word-transformer',
  audio: 'patch-tokens',
  tabular: 'mlp',
  sequence: 'step-tokens',
  skeleton: 'umurl',
};

/**
 * An encoder of each input, their encodings all of one width, as heads that inputs share and angles between encodings need them.
 *
 * @param width even
 */
export function evenEncoders(
  specs: ModalitySpecs,
  width: number,
  names: Readonly<Record<ModalityKind, EncoderName>>,
): Encoders {
  const chosen = Object.fromEntries(Object.entries(specs).map(([id, spec]) => [id, nameFor(spec, names)]));
  const { encoders } = recipeDraft(specs, { encoders: chosen, fusion: 'concat' }) as { encoders: Encoders };
  return Object.fromEntries(
    Object.entries(encoders).map(([id, encoder]) => [
      id,
      // Steps and joints stand side by side in what it gives.
      { ...encoder, width: encoder.name === 'umurl' ? width / 2 : width },
    ]),
  );
}

/** Where nobody says which joints are joined, there are no bones to derive. */
function nameFor(spec: ModalitySpec, names: Readonly<Record<ModalityKind, EncoderName>>): EncoderName {
  return spec.kind === 'skeleton' && spec.parents === undefined ? 'step-tokens' : names[spec.kind];
}
