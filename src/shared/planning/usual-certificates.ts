import type { DatasetManifest } from '../data/dataset';
import { mapValues } from '../map-values';
import { planeOf, type ModalitySpec, type ModalitySpecs } from '../data/modality';

/**
 * Elements to draw of each input to begin with: few enough for something to be provable. One word, since of a text of n words
 * k are drawn, and changing a single one reaches k / n of all draws, which proves nothing from a half on; of a plane a
 * twentieth.
 */
export function usualKept(modalities: ModalitySpecs): Readonly<Record<string, number>> {
  return mapValues(modalities, usualCount);
}

function usualCount(spec: ModalitySpec): number {
  if (spec.kind === 'text') return 1;
  const { height, width } = planeOf(spec);
  return Math.max(1, Math.round((height * width) / 20));
}

/** So many draws that votes need not be all but unanimous; of pictures that are answered pixel by pixel fewer, as each takes long. */
export function usualDraws({ pixelClasses }: Pick<DatasetManifest, 'pixelClasses'>): number {
  return pixelClasses === undefined ? 1000 : 100;
}
