import { fusedStage } from '../shared/models/fused-stage';
import type { ModelDescription } from '../shared/models/model-description';

/** A part of a model and its weights. */
export type PartSize =
  | { readonly part: 'encoder'; readonly modality: string; readonly weights: number }
  | { readonly part: 'fusion' | 'head'; readonly weights: number };

/**
 * The parts that a model has, in the order that a sample passes them, with their weights: no fusion where there is nothing
 * to join and nothing was trained for it, no head of its own where decisions are fused. null: it was trained before the lab
 * counted them apart.
 */
export function partSizesOf({
  spec: { recipe },
  parts,
}: Pick<ModelDescription, 'spec' | 'parts'>): readonly PartSize[] | null {
  if (parts === undefined) return null;
  const encoders = Object.entries(parts.encoders);
  const isFused = encoders.length > 1 || parts.fusion > 0;
  return [
    ...encoders.map(([modality, weights]) => ({ part: 'encoder', modality, weights }) as const),
    ...(isFused ? [{ part: 'fusion', weights: parts.fusion } as const] : []),
    ...(fusedStage(recipe.fusion.name) === 'encodings' ? [{ part: 'head', weights: parts.head } as const] : []),
  ];
}
