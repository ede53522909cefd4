import type { ImageRegion, Region } from './modality';

/** Rectangles of one image modality among the regions. */
export function boxesOf(regions: readonly Region[], modality: string): readonly ImageRegion[] {
  return regions.flatMap((region) => (region.kind === 'image' && region.modality === modality ? [region.box] : []));
}

/** Indices of the words of one text modality among the regions. */
export function wordsOf(regions: readonly Region[], modality: string): ReadonlySet<number> {
  return new Set(
    regions.flatMap((region) => (region.kind === 'text' && region.modality === modality ? [region.word] : [])),
  );
}
