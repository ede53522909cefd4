import { isNoise } from '../../shared/degradations/degradation';
import { underSetting } from '../attack-setting';
import type { DegradationSetting } from '../degradation-setting';
import type { BaselineResults, DegradedResult, ModelResults } from '../results';
import { rateOf, type Estimate, type Rate } from '../statistics/estimate';
import { cleanAnswers } from './accuracy';
import { degradedAnswers, pairedGap, type Answered } from './paired-gap';
import type { Fusion } from './unimodal';

/** A fused model under noise, beside the baseline that does best under the same noise. */
export interface NoisyInput {
  readonly setting: DegradationSetting;
  /** Of the baselines that are above chance; one that does not see what is noisy is as without. */
  readonly single: { readonly modality: string; readonly accuracy: Rate };
  /** acc(noisy) − acc(that model), paired by sample; below 0, that model does better. */
  readonly gap: Estimate;
}

/**
 * One per level of noise; none for models of one modality, and where no baseline leaves more than chance: the task then needs
 * all inputs, and no model of less is a fair rival.
 */
export function measureNoisy({ degraded, baselines }: ModelResults, { restricted }: Fusion): readonly NoisyInput[] {
  const fair = baselines.filter(({ modality }) => restricted.some((own) => own.modality === modality && !own.atChance));
  return degraded.flatMap((result) => {
    const { cell, setting, records } = result;
    if (!isNoise(setting.choice) || records.length === 0) return [];
    const rivals = fair.flatMap((baseline) => {
      const answers = answersUnder(baseline, result);
      return answers.length === 0 ? [] : [{ modality: baseline.modality, answers, accuracy: rateOf(answers) }];
    });
    if (rivals.length === 0) return [];
    const best = rivals.reduce((a, b) => ((b.accuracy.value ?? 0) > (a.accuracy.value ?? 0) ? b : a));
    const single = { modality: best.modality, accuracy: best.accuracy };
    return [
      {
        setting,
        single,
        gap: pairedGap(
          degradedAnswers(records),
          rivals.map(({ answers }) => answers),
          `${cell.id}/noisy`,
        ),
      },
    ];
  });
}

/** What a baseline answers where this noise is; empty where that was not evaluated. */
function answersUnder({ sees, clean, degraded }: BaselineResults, { setting }: DegradedResult): readonly Answered[] {
  return setting.choice.modalities.some((id) => sees.includes(id))
    ? degradedAnswers(underSetting(degraded, setting)?.records ?? [])
    : cleanAnswers(clean);
}
