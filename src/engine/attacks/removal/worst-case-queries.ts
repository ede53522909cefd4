import type { LabSearchChoice } from '../../../shared/attacks/attack';
import type { ModalitySpecs, Region } from '../../../shared/data/modality';
import type { Sample } from '../../data/dataset';
import { largestParts, partsOf } from './parts';

/** Queries that decoupling could spend on a sample: every part that it could look at, and its cap (MUROAN §2.2). */
export function worstCaseQueries(
  specs: ModalitySpecs,
  { modalities, stop, maxQueries }: Pick<LabSearchChoice, 'modalities' | 'stop' | 'maxQueries'>,
  sample: Sample,
): number {
  const withParts = (region: Region): number =>
    partsOf(specs, stop, region).reduce((sum, part) => sum + withParts(part), 1);
  return Object.keys(specs)
    .filter((id) => modalities.includes(id))
    .flatMap((id) => largestParts(specs, stop, sample, id))
    .reduce((sum, region) => sum + withParts(region), maxQueries);
}
