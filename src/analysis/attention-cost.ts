import type { Recipe } from '../shared/recipe/recipe';
import { countOf, decimal } from './format';

/**
 * What crossmodal attention costs, beside the weights, which do not tell: how many sequences each direction attends to over
 * its layers. One a layer where one level is read, as by MulT; where all levels below are, D (D + 1) / 2 of D layers.
 */
export function attendedSequences({ encoders, fusion }: Pick<Recipe, 'encoders' | 'fusion'>): number | null {
  if (fusion.name !== 'mult' || Object.keys(encoders).length < 2) return null;
  const { layers, memory } = fusion;
  switch (memory) {
    case 'level-0':
    case 'top':
      return layers;
    case 'average':
    case 'gate':
    case 'concat':
      return (layers * (layers + 1)) / 2;
    default:
      return memory satisfies never;
  }
}

/** `6 directions, each attends to 15 sequences (MulT: 5)`; null of fusions without such attention. */
export function attentionWords(recipe: Pick<Recipe, 'encoders' | 'fusion'>): string | null {
  const attended = attendedSequences(recipe);
  if (attended === null || recipe.fusion.name !== 'mult') return null;
  const inputs = Object.keys(recipe.encoders).length;
  const beside = attended === recipe.fusion.layers ? '' : ` (MulT: ${decimal(recipe.fusion.layers)})`;
  return `${countOf(inputs * (inputs - 1), 'direction')}, each attends to ${countOf(attended, 'sequence')}${beside}`;
}
