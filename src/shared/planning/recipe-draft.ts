import type { ModalityKind, ModalitySpecs } from '../modality';
import { Recipe, type EncoderName } from '../recipe';

/** The encoder of a modality for which none is named. */
const defaultEncoder: Readonly<Record<ModalityKind, EncoderName>> = { image: 'cnn', text: 'mean-words' };

/** The parts of a recipe by their names; encoders by modality. What is left out takes its default. */
export interface RecipeParts {
  readonly encoders?: Readonly<Record<string, string>>;
  readonly fusion: string;
  readonly head?: string;
}

/** A recipe for these modalities, not yet checked. */
export function recipeDraft(specs: ModalitySpecs, { encoders = {}, fusion, head }: RecipeParts): unknown {
  return {
    encoders: Object.fromEntries(
      Object.entries(specs).map(([modality, spec]) => [
        modality,
        { name: encoders[modality] ?? defaultEncoder[spec.kind] },
      ]),
    ),
    fusion: { name: fusion },
    // Written out even where it is the default, so that a path such as `head.hidden` finds it.
    head: head === undefined ? Recipe.shape.head.parse(undefined) : { name: head },
  };
}
