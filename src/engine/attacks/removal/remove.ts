import type { Fills, Region } from '../../../shared/modality';
import type { Sample } from '../../data/dataset';
import type { ModalityValue } from '../../modalities/modality';
import { modalityOf } from '../../modalities/registry';
import { randomFrom } from '../../random';
import type { AttackContext } from '../attack';
import { ofModality } from './regions';

/** The value of one modality of a sample without its regions, by the one path that every removal takes. */
export function removeFrom(
  setting: Pick<AttackContext, 'model' | 'seed'>,
  fills: Fills,
  sample: Sample,
  modality: string,
  regions: readonly Region[],
): ModalityValue {
  const spec = setting.model.modalities[modality];
  const noise = randomFrom(setting.seed, sample.id, 'fill', modality);
  return modalityOf(spec).remove(spec, sample.inputs[modality], ofModality(regions, modality), fills, noise);
}
