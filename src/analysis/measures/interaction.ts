import type { AttackSetting } from '../attack-setting';
import { outcomesUnder, type ModelResults } from '../results';
import { meanOf } from '../statistics/bootstrap';
import type { Estimate } from '../statistics/estimate';
import { singlesOf, type SingleOfJoint } from './joint-singles';
import type { Outcome } from './outcome';

/**
 * What attacking modalities together breaks beyond attacking each of them alone, with all that each alone was given:
 * 1[joint flips] − max_m 1[m alone flips], in {−1, 0, 1}, over the samples answered correctly (MUROAN's measures, §6).
 */
export interface Interaction {
  readonly joint: AttackSetting;
  readonly singles: readonly SingleOfJoint[];
  readonly mean: Estimate;
  /** Broken together only; broken by one alone only, which a perfect search would never leave. */
  readonly onlyTogether: number;
  readonly onlyAlone: number;
}

export function measureInteractions(model: ModelResults, settings: readonly AttackSetting[]): readonly Interaction[] {
  return settings.flatMap((joint) => {
    // Where the modalities share one budget, none of them has what it had alone.
    if (joint.kind === 'perturbation' && joint.choice.share !== 'full') return [];
    const singles = singlesOf(joint, settings, joint.radii);
    if (singles === null) return [];
    const alone = singles.map(({ setting }) => new Map(outcomesUnder(model, setting).map((one) => [one.row, one])));
    const values = outcomesUnder(model, joint).flatMap((together) => {
      const others = alone.map((byRow) => byRow.get(together.row));
      if (!together.cleanCorrect || !others.every((other) => other !== undefined)) return [];
      return [{ value: flips(together) - Math.max(...others.map(flips)), group: together.group }];
    });
    if (values.length === 0) return [];
    return [
      {
        joint,
        singles,
        mean: meanOf(values, `${model.cell.id}/${joint.key}/interaction`),
        onlyTogether: values.filter(({ value }) => value > 0).length,
        onlyAlone: values.filter(({ value }) => value < 0).length,
      },
    ];
  });
}

function flips({ correct }: Outcome): number {
  return Number(!correct);
}
