import { encodersFor } from '../../shared/recipe/encoder-reads';
import type { ModalitySpec } from '../../shared/data/modality';
import { recipeCatalogue, type Choice } from '../../shared/planning/choice-catalogue';
import { recipeDraft } from '../../shared/planning/recipe-draft';
import type { PartDraft } from './part-draft';

/** Everything that a model can be made of. */
export const catalogue = recipeCatalogue();

/** Encoders that can read a modality. */
export function encoderChoices(spec: ModalitySpec): readonly Choice[] {
  const fitting: readonly string[] = encodersFor(spec.kind);
  return catalogue.encoders.filter(({ name }) => fitting.includes(name));
}

/** An encoder by its name, with what it needs for this data: patches have to divide the picture. */
export function encoderPart(name: string, modality: string, spec: ModalitySpec): PartDraft {
  const recipe = recipeDraft({ [modality]: spec }, { encoders: { [modality]: name }, fusion: 'concat' });
  return (recipe as { readonly encoders: Readonly<Record<string, PartDraft>> }).encoders[modality];
}
