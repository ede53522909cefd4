import { outcomesUnder, type ModelResults } from '../results';
import { meanLessBest } from '../statistics/bootstrap';
import { negated, rateOf, type Estimate, type Rate } from '../statistics/estimate';
import type { AttackSetting } from '../attack-setting';
import { singlesOf } from './joint-singles';

/**
 * Effect of splitting the budget (the papers' "joint advantage"): acc(both, sharing one budget) − min_m acc(m with all
 * of it). Below 0: splitting the budget hurts more than spending it on one modality.
 */
export interface SplittingEffect {
  readonly joint: { readonly setting: AttackSetting; readonly accuracy: Rate };
  /** The best attack with all of the budget on one modality. */
  readonly single: { readonly setting: AttackSetting; readonly modality: string; readonly accuracy: Rate };
  /** Paired by sample. */
  readonly effect: Estimate;
  /**
   * False where the modalities are perturbed in different units (pixel values, levels of sound, an embedding space): then no
   * total is matched and none is implied.
   */
  readonly sameUnits: boolean;
}

export function measureSplitting(model: ModelResults, settings: readonly AttackSetting[]): readonly SplittingEffect[] {
  return settings.flatMap((joint) => {
    if (joint.kind !== 'perturbation' || joint.choice.share !== 'matched') return [];
    const singles = singlesOf(joint, settings, joint.choice.budgets[joint.budgetIndex]);
    if (singles === null) return [];
    const accuracy = (setting: AttackSetting): Rate =>
      rateOf(outcomesUnder(model, setting).map(({ correct, group }) => ({ hit: correct, group })));
    const ranked = singles
      .map((single) => ({ ...single, accuracy: accuracy(single.setting) }))
      .sort((a, b) => (a.accuracy.value ?? 1) - (b.accuracy.value ?? 1));
    const worst = ranked[0];
    const rightUnder = singles.map(
      (single) => new Map(outcomesUnder(model, single.setting).map(({ row, correct }) => [row, Number(correct)])),
    );
    // The least of several is the best of their negatives; that it was chosen is in the interval.
    const effect = negated(
      meanLessBest(
        outcomesUnder(model, joint).flatMap(({ row, correct, group }) => {
          const rivals = rightUnder.flatMap((right) => right.get(row) ?? []).map((right) => -right);
          return rivals.length < singles.length ? [] : [{ value: -Number(correct), rivals, group }];
        }),
        `${model.cell.id}/${joint.key}/splitting`,
      ),
    );
    if (effect.value === null) return [];
    return [
      {
        joint: { setting: joint, accuracy: accuracy(joint) },
        single: worst,
        effect,
        sameUnits: joint.units.length < 2 && joint.latent.length === 0,
      },
    ];
  });
}
