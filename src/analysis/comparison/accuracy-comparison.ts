import type { StudyPlan } from '../../shared/plan/plan';
import type { Evaluated } from '../model-analysis';
import { mean } from '../statistics/bootstrap';
import type { Estimate } from '../statistics/estimate';
import { groupSignFlip, holm, seedsNeeded, seedTest } from '../statistics/significance';
import { cleanAccuracyDifference, cleanPairs } from './clean-difference';
import { comparedPairs } from '../../shared/plan/compared-pairs';
import { sideOf } from './judgement';

/**
 * Two subjects by the right answers of their models, nothing attacked, paired by training seed and sample. Differences are a − b;
 * b is the plan's reference, if it has one.
 */
export interface AccuracyComparison {
  readonly a: string;
  readonly b: string;
  /** Paired training seeds. */
  readonly seeds: number;
  readonly difference: Estimate;
  /** Two-sided p; null where the seeds are too few. */
  readonly p: number | null;
  /** The same after Holm's correction over these comparisons. */
  readonly pHolm: number | null;
  /** Smallest difference that the seeds could have shown; null with one seed. */
  readonly detectable: number | null;
  /** What the claim is about: with few seeds these trained models, never their recipes. */
  readonly scope: 'these models' | 'these recipes';
  readonly conclusion: 'a-more-accurate' | 'b-more-accurate' | 'inconclusive';
}

/** Empty where the plan's comparisons are of something else than accuracy. */
export function compareAccuracy(
  models: readonly Evaluated[],
  plan: Pick<StudyPlan, 'primaryMeasure' | 'reference' | 'subjects'>,
): readonly AccuracyComparison[] {
  if (plan.primaryMeasure !== 'accuracy') return [];
  const names = [...new Set(models.map(({ analysis }) => analysis.subject))];
  const compared = comparedPairs(names, plan).flatMap(([a, b]) => {
    const pairs = cleanPairs(models, a, b).filter((samples) => samples.length > 0);
    if (pairs.length === 0) return [];
    const seeds = pairs.length;
    const several = seedTest(pairs.map((samples) => mean(samples.map(({ value }) => value))));
    return [
      {
        ...{ a, b, seeds },
        difference: cleanAccuracyDifference(models, a, b),
        p: seeds === 1 ? groupSignFlip(pairs[0], `${a}/${b}/clean`) : several.p,
        detectable: seeds === 1 ? null : several.detectable,
        scope: seeds < seedsNeeded ? ('these models' as const) : ('these recipes' as const),
      },
    ];
  });
  const adjusted = holm(compared.flatMap(({ p }) => (p === null ? [] : [p])));
  let next = 0;
  return compared.map((one): AccuracyComparison => {
    const pHolm = one.p === null ? null : adjusted[next];
    if (pHolm !== null) next += 1;
    return { ...one, pHolm, conclusion: concluded(one.difference, pHolm) };
  });
}

/** Beyond the interval and after the correction; all else is inconclusive. */
function concluded(difference: Estimate, pHolm: number | null): AccuracyComparison['conclusion'] {
  const side = sideOf(difference);
  if (pHolm === null || pHolm >= 0.05 || side === 0) return 'inconclusive';
  return side > 0 ? 'a-more-accurate' : 'b-more-accurate';
}
