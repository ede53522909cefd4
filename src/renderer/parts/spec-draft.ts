import { z } from 'zod';
import type { ModalitySpec, ModalitySpecs } from '../../shared/data/modality';
import { problemsOf } from '../../shared/parse';
import type { Problem } from '../../shared/problem';
import type { Choice } from '../../shared/planning/choice-catalogue';
import { recipeDraft, type RecipeParts } from '../../shared/planning/recipe-draft';
import { ModelSpec } from '../../shared/models/model-spec';
import { catalogue, encoderPart } from './catalogue';
import { PartDraft, type Fields } from './part-draft';

/** A specification as it is being filled in, and kept until it is trained. */
export const SpecDraft = z.object({
  dataset: z.string(),
  recipe: z.object({ encoders: z.record(z.string(), PartDraft), fusion: PartDraft, head: PartDraft }),
  training: z.looseObject({}),
  seed: z.unknown(),
});
export type SpecDraft = z.infer<typeof SpecDraft>;

/** Short name for people: `concat (cnn + mean-words, mlp)`; of one modality `image (cnn, mlp)`. */
export function draftTitle({ recipe: { encoders, fusion, head } }: SpecDraft): string {
  const read = Object.entries(encoders);
  const name = read.length === 1 ? read[0][0] : fusion.name;
  return `${name} (${read.map(([, encoder]) => encoder.name).join(' + ')}, ${head.name})`;
}

/** The model to begin with: every modality read, their encodings joined, everything at its default. */
export function startingDraft(dataset: string, modalities: ModalitySpecs): SpecDraft {
  return {
    dataset,
    recipe: recipeFrom(modalities, { fusion: 'concat' }),
    training: trainingDefaults(),
    seed: 0,
  };
}

/** Training with every field at its default. */
export function trainingDefaults(): Fields {
  return defaults(catalogue.training[0]);
}

/** A recipe of named parts that reads these modalities, every field at its default. */
export function recipeFrom(modalities: ModalitySpecs, parts: RecipeParts): SpecDraft['recipe'] {
  const recipe = recipeDraft(modalities, parts) as SpecDraft['recipe'];
  return {
    encoders: Object.fromEntries(
      Object.entries(recipe.encoders).map(([id, encoder]) => [id, filled(catalogue.encoders, encoder)]),
    ),
    fusion: filled(catalogue.fusions, recipe.fusion),
    head: filled(catalogue.heads, recipe.head),
  };
}

/** Do two recipes have parts of the same names, whatever their fields? With one modality no fusion counts. */
export function isLike(a: SpecDraft['recipe'], b: SpecDraft['recipe']): boolean {
  const names = ({ encoders, fusion, head }: SpecDraft['recipe']): string =>
    JSON.stringify([
      Object.keys(encoders)
        .sort()
        .map((id) => [id, encoders[id].name]),
      Object.keys(encoders).length > 1 ? fusion.name : null,
      head.name,
    ]);
  return names(a) === names(b);
}

/** What a finished specification was made of, to be changed. */
export function draftOf({ dataset, recipe, training, seed }: ModelSpec): SpecDraft {
  return { dataset, recipe, training, seed };
}

/** An encoder by its name, its fields at their defaults; where those do not fit the modality, at the nearest that do. */
export function encoderNamed(name: string, modality: string, spec: ModalitySpec): PartDraft {
  return filled(catalogue.encoders, encoderPart(name, modality, spec));
}

/** A part by its name, its fields at their defaults. */
export function partNamed(choices: readonly Choice[], name: string): PartDraft {
  return filled(choices, { name });
}

/** What is wrong with a draft, field by field: `recipe.encoders.image.width`. */
export function draftProblems(draft: SpecDraft): readonly Problem[] {
  return problemsOf(ModelSpec, draft, '');
}

function filled(choices: readonly Choice[], part: PartDraft): PartDraft {
  const choice = choices.find(({ name }) => name === part.name);
  return { ...(choice === undefined ? {} : defaults(choice)), ...part };
}

function defaults({ fields }: Pick<Choice, 'fields'>): Fields {
  return Object.fromEntries(
    fields.map((field) => [field.name, field.kind === 'group' ? defaults(field) : field.default]),
  );
}
