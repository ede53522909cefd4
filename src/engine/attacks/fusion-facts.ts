import type { FusionFacts } from '../../shared/records/record';
import type { Sample } from '../data/dataset';
import type { Encodings, FusedModel } from '../models/fused-model';
import { alignedOf } from './aligned';
import { settledOf } from './settled';
import { weighedOf } from './weighed';

/**
 * What happens inside the fusion, per sample.
 *
 * @param encodings made inside a tidy scope
 */
export async function fusionFacts(
  model: FusedModel,
  samples: readonly Pick<Sample, 'label' | 'target'>[],
  encodings: () => Encodings,
): Promise<readonly FusionFacts[]> {
  const settled = await settledOf(model, samples, encodings);
  const weighed = await weighedOf(model, samples, encodings);
  const aligned = Object.keys(model.modalities).length < 2 ? null : await alignedOf(encodings);
  return samples.map((_, row) => ({
    ...(settled === null ? {} : { settled: settled[row] }),
    ...(weighed === null ? {} : { weighed: weighed[row] }),
    ...(aligned === null ? {} : { aligned: aligned[row] }),
  }));
}
