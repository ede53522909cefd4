import type { ModelSpec } from '../models/model-spec';
import { ensembleOf, fittingTraining } from '../training/training-method';
import { defaultHead, type Recipe } from './recipe';

/**
 * Why a recipe cannot take over the encoder of an input, whatever it is trained like; a clause after its name. Null: it can.
 * Transformers over tokens read encoders before they make a vector, and of `mlp` nothing comes before that.
 */
export function sharingLimit({ encoders, fusion }: Pick<Recipe, 'encoders' | 'fusion'>, id: string): string | null {
  const readsTokens = fusion.name === 'token-transformer' || fusion.name === 'mult';
  return readsTokens && encoders[id].name === 'mlp'
    ? 'gives this fusion tokens by weights that no concatenation has'
    : null;
}

/**
 * The model whose weights a specification goes on from. Of one that begins with inputs trained each by itself: the ensemble of
 * them, so that all that follows it in a study, of whatever rank, starts from the same. Of shared encoders: of the same
 * encoders, data, seed and training, but its inputs are concatenated, under the usual head, so that all fusions of a study share
 * one. Null where everything learns together, or nothing does: weights that were brought.
 */
export function encodersFrom(spec: ModelSpec): ModelSpec | null {
  if (spec.brought !== undefined) return null;
  return ensembleOf(spec) ?? sharedFrom(spec);
}

function sharedFrom(spec: ModelSpec): ModelSpec | null {
  switch (spec.training.encoders) {
    case 'own':
      return null;
    case 'shared':
      return concatenated(spec);
    default:
      return spec.training.encoders satisfies never;
  }
}

function concatenated(spec: ModelSpec): ModelSpec {
  const recipe: Recipe = { encoders: spec.recipe.encoders, fusion: { name: 'concat' }, head: defaultHead };
  return { ...spec, recipe, training: { ...fittingTraining(recipe, spec.training), encoders: 'own' } };
}
