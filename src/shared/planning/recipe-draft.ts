import type { ModalityKind, ModalitySpec, ModalitySpecs } from '../data/modality';
import { Recipe } from '../recipe/recipe';
import { PatchTokensChoice, type EncoderName } from '../recipe/encoders';

/** The encoder of a modality for which none is named. */
const defaultEncoder: Readonly<Record<ModalityKind, EncoderName>> = {
  image: 'cnn',
  text: 'mean-words',
  audio: 'cnn',
  tabular: 'mlp',
  sequence: 'step-tokens',
  skeleton: 'step-tokens',
};

/** The parts of a recipe by their names; encoders by modality. What is left out takes its default. */
export interface RecipeParts {
  readonly encoders?: Readonly<Record<string, string>>;
  readonly fusion: string;
  /** Fields of the fusion that are not at their default. */
  readonly fusionFields?: Readonly<Record<string, unknown>>;
  readonly head?: string;
}

/** A recipe for these modalities, not yet checked. */
export function recipeDraft(
  specs: ModalitySpecs,
  { encoders = {}, fusion, fusionFields = {}, head }: RecipeParts,
): unknown {
  return {
    encoders: Object.fromEntries(
      Object.entries(specs).map(([modality, spec]) => [
        modality,
        encoderDraft(encoders[modality] ?? defaultEncoder[spec.kind], spec),
      ]),
    ),
    fusion: { name: fusion, ...fusionFields },
    // Written out even where it is the default, so that a path such as `head.hidden` finds it.
    head: head === undefined ? Recipe.shape.head.parse(undefined) : { name: head },
  };
}

/** Patches have to divide the picture: where the default does not, the divisor nearest to it is written out. */
function encoderDraft(name: string, spec: ModalitySpec): unknown {
  if (name !== 'patch-tokens' || (spec.kind !== 'image' && spec.kind !== 'audio')) return { name };
  const usual = PatchTokensChoice.shape.patch.parse(undefined);
  const fits = (patch: number): boolean => spec.height % patch === 0 && spec.width % patch === 0;
  if (fits(usual)) return { name };
  const divisors = Array.from({ length: Math.min(spec.height, spec.width) }, (_, index) => index + 1).filter(fits);
  const [patch] = divisors.sort((a, b) => Math.abs(a - usual) - Math.abs(b - usual));
  return { name, patch };
}
