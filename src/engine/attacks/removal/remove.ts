import type { Fills, Region } from '../../../shared/data/modality';
import type { Sample } from '../../data/dataset';
import type { ModalityValue } from '../../modalities/modality';
import { removedFrom } from '../../modalities/removed';
import type { AttackContext } from '../attack';

/** The value of one modality of a sample without its regions. */
export function removeFrom(
  { model, seed }: Pick<AttackContext, 'model' | 'seed'>,
  fills: Fills,
  sample: Sample,
  modality: string,
  regions: readonly Region[],
): ModalityValue {
  const spec = model.modalities[modality];
  return removedFrom({ spec, modality, value: sample.inputs[modality], sample: sample.id, seed }, regions, fills);
}
