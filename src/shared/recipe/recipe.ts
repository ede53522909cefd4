import { z } from 'zod';
import { EncoderChoice } from './encoders';
import { FusionChoice } from './fusions';
import { HeadChoice } from './heads';
import { ImportedFusion, ImportedPart } from './imported';

export const defaultHead = { name: 'mlp', hidden: 128 } as const satisfies HeadChoice;

/** A part of a model that the lab trains, or of one that was made elsewhere. */
const Encoder = z.discriminatedUnion('name', [...EncoderChoice.options, ImportedPart]);
const Fusion = z.discriminatedUnion('name', [...FusionChoice.options, ImportedFusion]);
const Head = z.discriminatedUnion('name', [...HeadChoice.options, ImportedPart]);

/** The unified view: encoders → fusion → head. One modality makes a unimodal baseline. */
export const Recipe = z
  .strictObject({
    encoders: z.record(z.string(), Encoder).refine((encoders) => Object.keys(encoders).length > 0, {
      message: 'names no modality. Give at least one encoder.',
    }),
    fusion: Fusion,
    head: Head.default(defaultHead),
  })
  .refine(
    ({ encoders, fusion, head }) =>
      new Set([...Object.values(encoders), fusion, head].map(({ name }) => name === 'imported')).size === 1,
    {
      message: 'mixes parts of an imported model with others. Give the fusion, the head and every encoder "imported".',
    },
  );
export type Recipe = z.infer<typeof Recipe>;

/** A recipe of a model that was made elsewhere. */
export interface ImportedRecipe {
  readonly encoders: Readonly<Record<string, z.infer<typeof ImportedPart>>>;
  readonly fusion: z.infer<typeof ImportedFusion>;
  readonly head: z.infer<typeof ImportedPart>;
}

/** A recipe of a model that the lab trains. */
export interface TrainedRecipe {
  readonly encoders: Readonly<Record<string, EncoderChoice>>;
  readonly fusion: FusionChoice;
  readonly head: HeadChoice;
}

export function isImported(recipe: Pick<Recipe, 'fusion'>): recipe is ImportedRecipe {
  return recipe.fusion.name === 'imported';
}

/** Narrows a recipe to one that is trained. @throws Error for an imported one, which nothing that trains is given */
export function trainedRecipe(recipe: Recipe): TrainedRecipe {
  if (isImported(recipe)) throw new Error('An imported model is made of no parts that the lab knows.');
  return recipe as TrainedRecipe;
}

/** The recipe that stands for an imported model. */
export function importedRecipe(model: string, modalities: readonly string[]): Recipe {
  const part = { name: 'imported' } as const;
  return {
    encoders: Object.fromEntries(modalities.map((id) => [id, part])),
    fusion: { name: 'imported', model },
    head: part,
  };
}

/** The modalities a recipe reads. Sorted, since the order of keys is not part of a plan's identity. */
export function modalityIds(recipe: { readonly encoders: Readonly<Record<string, unknown>> }): readonly string[] {
  return Object.keys(recipe.encoders).sort();
}
