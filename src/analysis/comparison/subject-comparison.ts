import { factsOf } from '../../shared/attack';
import type { StudyPlan } from '../../shared/plan';
import type { AttackSetting } from '../measures/attack-setting';
import type { Outcome } from '../measures/outcome';
import { outcomesUnder, type ModelResults } from '../results';
import { mean, twoLevelMean } from '../statistics/bootstrap';
import { nothing, type Estimate, type Observation } from '../statistics/estimate';
import { groupSignFlip, holm, seedsNeeded, seedTest } from '../statistics/significance';

type Measure = 'removed-area' | 'robust-accuracy' | 'attack-success-rate';

/** Two subjects under one attack, paired by seed and sample. Differences are a − b. */
export interface Comparison {
  readonly a: string;
  readonly b: string;
  readonly setting: AttackSetting;
  readonly measure: Measure;
  /** The one modality that a removal may change, whose share `removed-area` then is; null for several or other measures. */
  readonly modality: string | null;
  /** Paired training seeds. */
  readonly seeds: number;
  /** Over the samples that both answer correctly before the attack. */
  readonly commonlyCorrect: Estimate;
  /**
   * Over all samples; one answered wrongly before the attack needs no removal and counts as broken.
   */
  readonly all: Estimate;
  /** Clean accuracy of a − that of b. */
  readonly cleanAccuracy: Estimate;
  /** Removed share of each attacked modality over the commonly correct, failures as 1; empty for other attacks. */
  readonly byModality: Readonly<Record<string, Estimate>>;
  /** Two-sided p of the difference over the commonly correct; null when the seeds are too few to tell. */
  readonly p: number | null;
  /** The same after Holm's correction over the study's comparisons. */
  readonly pHolm: number | null;
  /** What the claim is about: with one seed these two trained models, never their fusions. */
  readonly scope: 'these models' | 'these recipes';
  readonly conclusion: 'a-harder-to-break' | 'b-harder-to-break' | 'inconclusive';
  /** Smallest difference that the seeds could have shown; null with one seed. */
  readonly detectable: number | null;
  /** Why the measure does not carry across these models, null where it does. */
  readonly caveat: string | null;
}

export function compareSubjects(
  models: readonly ModelResults[],
  settings: readonly AttackSetting[],
  primary: StudyPlan['primaryMeasure'],
): readonly Comparison[] {
  const names = [...new Set(models.map(({ cell }) => cell.subject))];
  const comparisons = names.flatMap((a, index) =>
    names.slice(index + 1).flatMap((b) => settings.flatMap((setting) => compare(models, a, b, setting, primary))),
  );
  const tested = comparisons.flatMap((comparison) => (comparison.p === null ? [] : [comparison.p]));
  const adjusted = holm(tested);
  let next = 0;
  return comparisons.map((comparison) => {
    if (comparison.p === null) return comparison;
    const pHolm = adjusted[next];
    next += 1;
    return { ...comparison, pHolm, conclusion: conclude(comparison, pHolm) };
  });
}

function compare(
  models: readonly ModelResults[],
  a: string,
  b: string,
  setting: AttackSetting,
  primary: Measure,
): readonly Comparison[] {
  const measure = setting.kind === 'removal' || primary !== 'removed-area' ? primary : null;
  if (measure === null) return [];
  const pairs = models
    .filter(({ cell }) => cell.subject === a)
    .flatMap((left) => {
      const right = models.find(({ cell }) => cell.subject === b && cell.spec.seed === left.cell.spec.seed);
      if (right === undefined) return [];
      const pair = pairOutcomes(left, right, setting);
      return pair.length === 0 ? [] : [{ left, right, pair }];
    });
  if (pairs.length === 0) return [];
  const key = `${a}/${b}/${setting.key}`;
  const differences = (value: (outcome: Outcome) => number, common: boolean): readonly (readonly Observation[])[] =>
    pairs.map(({ pair }) =>
      pair
        .filter(([x, y]) => !common || (x.cleanCorrect && y.cleanCorrect))
        .map(([x, y]) => ({ value: value(x) - value(y), group: x.group })),
    );
  const modalities = setting.kind === 'removal' ? setting.modalities : [];
  const modality = measure === 'removed-area' && modalities.length === 1 ? modalities[0] : null;
  const value = valueOf(measure, modality);
  const common = differences(value, true);
  const seeds = pairs.length;
  const several = seedTest(common.map((samples) => mean(samples.map((sample) => sample.value))));
  const p = common.every((samples) => samples.length > 0)
    ? seeds === 1
      ? groupSignFlip(common[0], key)
      : several.p
    : null;
  return [
    {
      a,
      b,
      setting,
      measure,
      modality,
      seeds,
      commonlyCorrect: common.every((samples) => samples.length === 0)
        ? nothing
        : twoLevelMean(common, `${key}/common`),
      all: twoLevelMean(differences(value, false), `${key}/all`),
      cleanAccuracy: twoLevelMean(
        differences(({ cleanCorrect }) => Number(cleanCorrect), false),
        `${key}/clean`,
      ),
      byModality: Object.fromEntries(
        modalities.map((id) => [
          id,
          twoLevelMean(
            differences((outcome) => outcome.removedOf[id] ?? 0, true),
            `${key}/${id}`,
          ),
        ]),
      ),
      p,
      pHolm: null,
      scope: seeds < seedsNeeded ? 'these models' : 'these recipes',
      conclusion: 'inconclusive',
      detectable: seeds === 1 ? null : several.detectable,
      caveat: caveatOf(setting, pairs[0].left, pairs[0].right),
    },
  ];
}

/** Higher is harder to break, but for the success rate. */
function valueOf(measure: Measure, modality: string | null): (outcome: Outcome) => number {
  switch (measure) {
    case 'removed-area':
      return modality === null ? (outcome) => outcome.removed ?? 0 : (outcome) => outcome.removedOf[modality] ?? 0;
    case 'robust-accuracy':
      return (outcome) => Number(outcome.correct);
    case 'attack-success-rate':
      return (outcome) => Number(!outcome.correct);
    default:
      return measure satisfies never;
  }
}

function pairOutcomes(
  left: ModelResults,
  right: ModelResults,
  setting: AttackSetting,
): readonly (readonly [Outcome, Outcome])[] {
  const others = new Map(outcomesUnder(right, setting).map((outcome) => [outcome.row, outcome]));
  return outcomesUnder(left, setting).flatMap((outcome) => {
    const other = others.get(outcome.row);
    return other === undefined ? [] : [[outcome, other] as const];
  });
}

function conclude(comparison: Comparison, pHolm: number): Comparison['conclusion'] {
  const { low, high } = comparison.commonlyCorrect;
  if (comparison.caveat !== null || pHolm >= 0.05 || low === null || high === null) return 'inconclusive';
  if (low <= 0 && high >= 0) return 'inconclusive';
  const higherInA = low > 0;
  const harderInA = comparison.measure === 'attack-success-rate' ? !higherInA : higherInA;
  return harderInA ? 'a-harder-to-break' : 'b-harder-to-break';
}

function caveatOf(setting: AttackSetting, a: ModelResults, b: ModelResults): string | null {
  if (setting.latent.length > 0) {
    return `The radius on ${setting.latent.join(' and ')} is measured in each model’s own embedding space, so it ranks no models.`;
  }
  const sameFusion = JSON.stringify(a.cell.spec.recipe.fusion) === JSON.stringify(b.cell.spec.recipe.fusion);
  return sameFusion ? null : factsOf(setting.choice).acrossFusions(setting.choice);
}
