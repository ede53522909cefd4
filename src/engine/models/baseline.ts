import { LabError } from '../../shared/errors';
import type { Recipe } from '../../shared/recipe';

/**
 * The unimodal baseline of a recipe: its encoder of one modality and its head, nothing else. Subjects that share an
 * encoder and a head share the baseline.
 *
 * @throws LabError `invalid` for a modality that the recipe does not read
 */
export function baselineOf(recipe: Recipe, modality: string): Recipe {
  if (!Object.hasOwn(recipe.encoders, modality)) {
    throw new LabError('invalid', `is "${modality}", which the recipe does not read.`, {
      where: 'modality',
      remedy: `Give one of ${Object.keys(recipe.encoders).join(', ')}.`,
    });
  }
  return {
    encoders: { [modality]: recipe.encoders[modality] },
    fusion: { name: 'concat' },
    head: recipe.head,
  };
}
