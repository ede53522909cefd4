import type { ModelResults } from '../input';
import { meanOf } from '../statistics/bootstrap';
import { rateOf, type Estimate, type Rate } from '../statistics/estimate';
import { attackFamily, attackKey, type AttackSetting } from './attack-setting';
import { outcomesOf } from './outcome';

/**
 * Effect of splitting the budget (the papers' "joint advantage"): acc(both, sharing one budget) − min_m acc(m with all
 * of it). Below 0: splitting the budget hurts more than spending it on one modality.
 */
export interface SplittingEffect {
  readonly jointTitle: string;
  readonly joint: Rate;
  readonly single: { readonly modality: string; readonly title: string; readonly accuracy: Rate };
  /** Paired by sample. */
  readonly effect: Estimate;
  /** False where the modalities are perturbed in different units: then no total is matched and none is implied. */
  readonly sameUnits: boolean;
}

export function measureSplitting(model: ModelResults, settings: readonly AttackSetting[]): readonly SplittingEffect[] {
  return settings.flatMap((joint) => {
    if (joint.kind !== 'perturbation' || joint.modalities.length < 2 || joint.choice.name === 'decoupling') return [];
    if (joint.choice.share !== 'matched') return [];
    const budget = joint.choice.budgets[joint.budgetIndex];
    const singles = joint.modalities.flatMap((modality) => {
      const match = settings.find(
        (other) =>
          other.modalities.length === 1 &&
          other.modalities[0] === modality &&
          attackFamily(other) === attackFamily(joint) &&
          other.radii[modality] === budget[modality],
      );
      return match === undefined ? [] : [{ modality, setting: match }];
    });
    if (singles.length !== joint.modalities.length) return [];
    const outcomes = new Map(
      [joint, ...singles.map(({ setting }) => setting)].map((setting) => {
        const result = model.attacks.find(({ cell }) => attackKey(cell) === setting.key);
        return [setting.key, result === undefined ? [] : outcomesOf(result)];
      }),
    );
    const accuracy = ({ key }: AttackSetting): Rate =>
      rateOf((outcomes.get(key) ?? []).map(({ correct, group }) => ({ hit: correct, group })));
    const ranked = singles
      .map((single) => ({ ...single, accuracy: accuracy(single.setting) }))
      .sort((a, b) => (a.accuracy.value ?? 1) - (b.accuracy.value ?? 1));
    const worst = ranked[0];
    const worstByRow = new Map(
      (outcomes.get(worst.setting.key) ?? []).map((outcome) => [outcome.row, outcome.correct]),
    );
    const effect = meanOf(
      (outcomes.get(joint.key) ?? []).flatMap(({ row, correct, group }) => {
        const other = worstByRow.get(row);
        return other === undefined ? [] : [{ value: Number(correct) - Number(other), group }];
      }),
      `${model.cell.id}/${joint.key}/splitting`,
    );
    if (effect.value === null) return [];
    return [
      {
        jointTitle: joint.title,
        joint: accuracy(joint),
        single: { modality: worst.modality, title: worst.setting.title, accuracy: worst.accuracy },
        effect,
        sameUnits: joint.latent.length === 0,
      },
    ];
  });
}
