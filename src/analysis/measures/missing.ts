import type { DegradationSetting } from '../degradation-setting';
import type { ModelResults } from '../results';
import type { Estimate, Rate } from '../statistics/estimate';
import { degradedAnswers, pairedGap } from './paired-gap';
import { answersWithout, bestWithout, type Fusion } from './unimodal';

/** What a fused model makes of what is left when a modality is missing, beside a model that sees only what is left. */
export interface MissingInput {
  readonly setting: DegradationSetting;
  /** Of the models that see nothing of what is missing, the best by clean accuracy. */
  readonly single: { readonly modality: string; readonly accuracy: Rate };
  /** acc(without m) − acc(that model), paired by sample; below 0, a model that never had m does better. */
  readonly gap: Estimate;
  /** False where every input that is left leaves chance by itself: the loss is then no fault of the fusion. */
  readonly liability: boolean;
}

/** None for models of one modality, and where no modality is left that a model was trained on alone. */
export function measureMissing(model: ModelResults, fusion: Fusion): readonly MissingInput[] {
  return model.degraded.flatMap(({ cell, setting, records }) => {
    const { choice } = setting;
    const single = bestWithout(fusion, choice.modalities);
    if (choice.name !== 'missing' || records.length === 0 || single === null) return [];
    return [
      {
        setting,
        single: { modality: single.modality, accuracy: single.accuracy },
        gap: pairedGap(degradedAnswers(records), answersWithout(model, choice.modalities), `${cell.id}/missing`),
        liability: fusion.restricted.some(
          ({ sees, atChance }) => !atChance && !sees.some((id) => choice.modalities.includes(id)),
        ),
      },
    ];
  });
}
