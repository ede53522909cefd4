import { isBox, type ImageRegion, type Region } from '../data/modality';

/** Rectangles of one modality on a plane among the regions. */
export function boxesOf(regions: readonly Region[], modality: string): readonly ImageRegion[] {
  return regions.flatMap((region) => (isBox(region) && region.modality === modality ? [region.box] : []));
}

/** Indices of what is drawn as words among the regions of one modality: words of a text, columns of a table. */
export function wordsOf(regions: readonly Region[], modality: string): ReadonlySet<number> {
  return new Set(
    regions.flatMap((region) => {
      if (region.modality !== modality) return [];
      if (region.kind === 'text') return [region.word];
      const [, first, , count] = region.box;
      return region.kind === 'tabular' ? Array.from({ length: count }, (_, index) => first + index) : [];
    }),
  );
}
