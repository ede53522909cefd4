import { withSeed } from '../../shared/naming';
import type { ModelSpec } from '../../shared/model-spec';
import { modalityIds } from '../../shared/recipe';
import { stageWords } from '../../shared/training-method';

/**
 * Short name for people: `concat (cnn + mean-words, mlp) · seed 0`; of a unimodal baseline `image (cnn, mlp) · seed 0`; of one
 * that begins with inputs trained each by itself `late (cnn + mean-words, mlp), adapters of rank 4 · seed 0`.
 */
export function titleOf({ recipe, seed, training }: Pick<ModelSpec, 'recipe' | 'seed' | 'training'>): string {
  const ids = modalityIds(recipe);
  const encoders = ids.map((id) => recipe.encoders[id].name).join(' + ');
  const name = ids.length === 1 ? ids[0] : recipe.fusion.name;
  const stages = stageWords(training);
  return withSeed(`${name} (${encoders}, ${recipe.head.name})${stages === null ? '' : `, ${stages}`}`, seed);
}
