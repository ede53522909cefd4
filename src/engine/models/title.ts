import { shortId } from '../../shared/identity';
import { withSeed } from '../../shared/text/naming';
import type { ModelSpec } from '../../shared/models/model-spec';
import { modalityIds } from '../../shared/recipe/recipe';
import { stageWords } from '../../shared/training/training-method';

/**
 * Short name for people: `concat (cnn + mean-words, mlp) · seed 0`; of a unimodal baseline `image (cnn, mlp) · seed 0`; of one
 * that begins with inputs trained each by itself `late (cnn + mean-words, mlp), adapters of rank 4 · seed 0`; of weights
 * that were brought `concat (cnn + mean-words, mlp) · weights 3f9a12…`.
 */
export function titleOf({
  recipe,
  seed,
  training,
  brought,
}: Pick<ModelSpec, 'recipe' | 'seed' | 'training' | 'brought'>): string {
  const ids = modalityIds(recipe);
  const encoders = ids.map((id) => recipe.encoders[id].name).join(' + ');
  const name = ids.length === 1 ? ids[0] : recipe.fusion.name;
  const parts = `${name} (${encoders}, ${recipe.head.name})`;
  if (brought !== undefined) return `${parts} · weights ${shortId(brought)}`;
  const stages = stageWords(training);
  return withSeed(`${parts}${stages === null ? '' : `, ${stages}`}`, seed);
}
