import type { ModelSpec } from './model-spec';
import { fittingTraining } from './training-method';
import { defaultHead, type Recipe } from './recipe';

/**
 * Why a recipe cannot take over the encoder of an input, whatever it is trained like; a clause after its name. Null: it can.
 * A transformer over tokens reads encoders before they make a vector, and of `mlp` nothing comes before that.
 */
export function sharingLimit({ encoders, fusion }: Pick<Recipe, 'encoders' | 'fusion'>, id: string): string | null {
  return fusion.name === 'token-transformer' && encoders[id].name === 'mlp'
    ? 'gives this fusion tokens by weights that no concatenation has'
    : null;
}

/**
 * The model whose encoders a specification takes over: of the same encoders, data, seed and training, but its inputs are
 * concatenated, under the usual head, so that all fusions of a study share one. Null where the encoders learn with the fusion.
 */
export function encodersFrom(spec: ModelSpec): ModelSpec | null {
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
