import { z } from 'zod';
import { EncoderChoice } from './recipe/encoders';
import { FusionChoice } from './recipe/fusions';
import { HeadChoice } from './recipe/heads';

export const defaultHead = { name: 'mlp', hidden: 128 } as const satisfies HeadChoice;

/** The unified view: encoders → fusion → head. One modality makes a unimodal baseline. */
export const Recipe = z.strictObject({
  encoders: z.record(z.string(), EncoderChoice).refine((encoders) => Object.keys(encoders).length > 0, {
    message: 'names no modality. Give at least one encoder.',
  }),
  fusion: FusionChoice,
  head: HeadChoice.default(defaultHead),
});
export type Recipe = z.infer<typeof Recipe>;

/** The modalities a recipe reads. Sorted, since the order of keys is not part of a plan's identity. */
export function modalityIds(recipe: { readonly encoders: Readonly<Record<string, unknown>> }): readonly string[] {
  return Object.keys(recipe.encoders).sort();
}
