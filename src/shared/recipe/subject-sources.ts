import type { AttackSource } from '../attacks/facts';
import { isImported, trainedRecipe, type Recipe } from './recipe';
import type { TrainingChoice } from '../training/training';
import { adaptersSource } from './adapters-source';
import { encoderSources } from './encoder-source';
import { fusionSource } from './fusion-source';

/** What one part of a subject goes back to. */
export interface SubjectSource {
  readonly of: 'fusion' | 'encoder' | 'training';
  readonly source: AttackSource;
}

/**
 * What a recipe, trained so, goes back to, and how closely it is followed. One input alone goes through no fusion, and of
 * an imported model none is known.
 */
export function subjectSources({
  recipe,
  training,
}: {
  readonly recipe: Recipe;
  readonly training: TrainingChoice;
}): readonly SubjectSource[] {
  if (isImported(recipe)) return [];
  const { encoders, fusion } = trainedRecipe(recipe);
  return [
    ...(Object.keys(encoders).length < 2 ? [] : [{ of: 'fusion' as const, source: fusionSource(fusion, training) }]),
    ...encoderSources(encoders, training).map((source) => ({ of: 'encoder' as const, source })),
    ...(training.method === 'adapters' ? [{ of: 'training' as const, source: adaptersSource }] : []),
  ];
}
