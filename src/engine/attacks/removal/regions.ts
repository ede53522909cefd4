import { isBox, type ModalitySpecs, type Region } from '../../../shared/data/modality';
import type { RemovedShare } from '../../../shared/records/record';
import type { Sample } from '../../data/dataset';
import { modalityOf } from '../../modalities/registry';

/** Stable text of a region set, whatever its order: equal for equal removals. */
export function regionsKey(regions: readonly Region[]): string {
  return regions.map(regionKey).sort().join(';');
}

function regionKey(region: Region): string {
  switch (region.kind) {
    case 'image':
    case 'audio':
    case 'tabular':
    case 'sequence':
    case 'skeleton':
      return `${region.modality}:${region.box.join(',')}`;
    case 'text':
      return `${region.modality}:${region.word}`;
    default:
      return region satisfies never;
  }
}

/**
 * The regions without the boxes that lie in others: what is left removes the same pixels, under every fill. Cells of the
 * quad-tree are often combined with those they lie in.
 */
export function outermost(regions: readonly Region[]): readonly Region[] {
  if (regions.length === 1) return regions;
  return regions.filter(
    (region, at) =>
      !regions.some((other, place) => place !== at && holds(other, region) && (place < at || !holds(region, other))),
  );
}

/** Does `inner` lie in `outer`, as a box of pixels in another of the same image? */
function holds(outer: Region, inner: Region): boolean {
  if (!isBox(outer) || !isBox(inner) || outer.modality !== inner.modality) return false;
  const [top, left, height, width] = outer.box;
  const [row, column, rows, columns] = inner.box;
  return top <= row && left <= column && row + rows <= top + height && column + columns <= left + width;
}

/** Have the regions elements in common? */
export function overlap(a: Region, b: Region): boolean {
  if (a.modality !== b.modality) return false;
  if (a.kind === 'text' && b.kind === 'text') return a.word === b.word;
  if (!isBox(a) || !isBox(b)) return false;
  const [top, left, height, width] = a.box;
  const [row, column, rows, columns] = b.box;
  return top < row + rows && row < top + height && left < column + columns && column < left + width;
}

export function ofModality(regions: readonly Region[], modality: string): readonly Region[] {
  return regions.filter((region) => region.modality === modality);
}

/** Elements of the union of the regions, per modality of the model. */
export function removedElements(
  specs: ModalitySpecs,
  sample: Sample,
  regions: readonly Region[],
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(specs).map(([id, spec]) => [
      id,
      modalityOf(spec).removedElements(spec, sample.inputs[id], ofModality(regions, id)),
    ]),
  );
}

/** Removed elements summed over modalities: what MUROAN's pooled fraction counts. */
export function pooledElements(specs: ModalitySpecs, sample: Sample, regions: readonly Region[]): number {
  return Object.values(removedElements(specs, sample, regions)).reduce((sum, count) => sum + count, 0);
}

/**
 * @param regions in the attack's own order: the legacy column counts the last one only (released code)
 * @param released whether there is a legacy column
 */
export function removedShare(
  specs: ModalitySpecs,
  sample: Sample,
  regions: readonly Region[],
  released: boolean,
): RemovedShare {
  return {
    removed: removedElements(specs, sample, regions),
    ...(released ? { legacyRemoved: pooledElements(specs, sample, regions.slice(-1)) } : {}),
  };
}

/** Elements of the whole sample, per modality. */
export function totalElements(specs: ModalitySpecs, sample: Sample): Record<string, number> {
  return Object.fromEntries(
    Object.entries(specs).map(([id, spec]) => [id, modalityOf(spec).elements(spec, sample.inputs[id])]),
  );
}
