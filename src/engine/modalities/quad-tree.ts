import type { AudioSpec, ImageRegion, ImageSpec, PlaneKind, Region } from '../../shared/data/modality';
import { boxOf } from './plane';

/** Modalities that are halved along both sides alike. */
type Halved = ImageSpec | AudioSpec;

/**
 * Quad-tree cells (MUROAN, stage A): sides from max(height, width), each the half of the one before, rounded up. A cell is
 * clipped at the border of the whole, not at its parent's, so the cells of an odd side may overlap a neighbour.
 */
export const quadTree = {
  roots: (spec: Halved, id: string): readonly Region[] => quadrants(spec, id, 0, 0, Math.max(spec.height, spec.width)),
  children: (spec: Halved, region: Region): readonly Region[] => {
    const [row, column] = boxOf(spec.kind, region);
    return quadrants(spec, region.modality, row, column, sideOf(spec.kind, region));
  },
  side: (spec: Halved, region: Region): { readonly elements: number; readonly fraction: number } => {
    const elements = sideOf(spec.kind, region);
    return { elements, fraction: elements / Math.max(spec.height, spec.width) };
  },
};

/** The four cells of half the side, row-major; those that lie wholly beyond the border are dropped. */
function quadrants(spec: Halved, modality: string, top: number, left: number, parentSide: number): readonly Region[] {
  if (parentSide <= 1) return [];
  const side = Math.ceil(parentSide / 2);
  return [0, side].flatMap((down) =>
    [0, side].flatMap((across): readonly Region[] => {
      const row = top + down;
      const column = left + across;
      const height = Math.min(side, spec.height - row);
      const width = Math.min(side, spec.width - column);
      if (height <= 0 || width <= 0) return [];
      const box: ImageRegion = [row, column, height, width];
      return [{ kind: spec.kind, modality, box, ...(Math.max(height, width) === side ? {} : { side }) }];
    }),
  );
}

/** Side of the cell before clipping. */
function sideOf(kind: PlaneKind, region: Region): number {
  const [, , height, width] = boxOf(kind, region);
  return (region.kind === 'text' ? undefined : region.side) ?? Math.max(height, width);
}
