import { withSeed } from '../../shared/naming';
import type { ModelSpec } from '../../shared/model-spec';
import { modalityIds } from '../../shared/recipe';

/** Short name for people: `concat (cnn + mean-words, mlp) · seed 0`; of a unimodal baseline `image (cnn, mlp) · seed 0`. */
export function titleOf({ recipe, seed }: Pick<ModelSpec, 'recipe' | 'seed'>): string {
  const ids = modalityIds(recipe);
  const encoders = ids.map((id) => recipe.encoders[id].name).join(' + ');
  const name = ids.length === 1 ? ids[0] : recipe.fusion.name;
  return withSeed(`${name} (${encoders}, ${recipe.head.name})`, seed);
}
