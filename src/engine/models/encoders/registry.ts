import type { ModalitySpec } from '../../../shared/data/modality';
import type { EncoderChoice, EncoderName } from '../../../shared/recipe/encoders';
import { cnn } from './cnn';
import type { Encoder, EncoderPart, EncoderSetting } from './encoder';
import { gru } from './gru';
import { meanWords } from './mean-words';
import { mlp } from './mlp';
import { patchTokens } from './patch-tokens';
import { rawSteps } from './raw-steps';
import { residualCnn } from './residual-cnn';
import { stepTokens } from './step-tokens';
import { temporalCnn } from './temporal-cnn';
import { umurl } from './umurl/umurl';
import { wordTransformer } from './word-transformer';

/** Each entry reads its own choice and kind of modality; `recipe-check.ts` makes sure that they fit. */
const encoders = {
  cnn,
  'patch-tokens': patchTokens,
  'mean-words': meanWords,
  'word-transformer': wordTransformer,
  mlp,
  'step-tokens': stepTokens,
  'raw-steps': rawSteps,
  gru,
  'temporal-cnn': temporalCnn,
  'residual-cnn': residualCnn,
  umurl,
} satisfies Record<EncoderName, Encoder<never, never>>;

/** The encoder chosen for a modality. The recipe has been checked against the modalities before. */
export function encoderPart(choice: EncoderChoice, spec: ModalitySpec, setting: EncoderSetting): EncoderPart {
  const encoder = encoders[choice.name] as Encoder<EncoderChoice, ModalitySpec>;
  return encoder(choice, spec, setting);
}
