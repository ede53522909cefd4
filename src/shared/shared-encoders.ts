import type { ModelSpec } from './model-spec';
import { defaultHead } from './recipe';

/**
 * The model whose encoders a specification takes over: of the same encoders, data, seed and training, but its inputs are
 * concatenated, under the usual head, so that all fusions of a study share one. Null where the encoders learn with the fusion.
 */
export function encodersFrom(spec: ModelSpec): ModelSpec | null {
  switch (spec.training.encoders) {
    case 'own':
      return null;
    case 'shared':
      return {
        ...spec,
        recipe: { encoders: spec.recipe.encoders, fusion: { name: 'concat' }, head: defaultHead },
        training: { ...spec.training, encoders: 'own' },
      };
    default:
      return spec.training.encoders satisfies never;
  }
}
