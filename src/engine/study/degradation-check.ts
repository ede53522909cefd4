import type { DatasetManifest } from '../../shared/data/dataset';
import { stepsOf, type Degradation } from '../../shared/degradations/degradation';
import { LabError } from '../../shared/errors';
import { checkModalities } from './modality-faults';

/** @throws LabError `invalid` where the degradation touches what the data do not have, or has no such level */
export function checkDegradation(
  { degradation, levelIndex }: { readonly degradation: Degradation; readonly levelIndex: number },
  manifest: DatasetManifest,
): void {
  checkModalities(degradation.modalities, 'degradation.modalities', [], manifest);
  const { length } = stepsOf(degradation);
  if (levelIndex < length) return;
  throw new LabError(
    'invalid',
    `is ${levelIndex}; the degradation has ${length} ${length === 1 ? 'level' : 'levels'}.`,
    {
      where: 'levelIndex',
      remedy: `Give an index from 0 to ${length - 1}.`,
    },
  );
}
