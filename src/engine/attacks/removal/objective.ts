import type { LabSearchChoice } from '../../../shared/attacks/attack';
import type { ModalitySpecs, Region } from '../../../shared/data/modality';
import type { Sample } from '../../data/dataset';
import { removedElements, totalElements } from './regions';

/**
 * What a removal costs, in [0, 1]: the removed share as a mean over the modalities searched, so that a word is not lost
 * among pixels; or the share of all elements of the sample (MUROAN §2.3).
 */
export function costOf(
  specs: ModalitySpecs,
  { objective, modalities }: Pick<LabSearchChoice, 'objective' | 'modalities'>,
  sample: Sample,
): (regions: readonly Region[]) => number {
  const total = totalElements(specs, sample);
  const elements = Object.values(total).reduce((sum, count) => sum + count, 0);
  return (regions) => {
    const removed = removedElements(specs, sample, regions);
    switch (objective) {
      case 'mean-share':
        return (
          modalities.reduce((sum, id) => sum + (total[id] === 0 ? 0 : removed[id] / total[id]), 0) / modalities.length
        );
      case 'pooled-share':
        return Object.values(removed).reduce((sum, count) => sum + count, 0) / elements;
      default:
        return objective satisfies never;
    }
  };
}
