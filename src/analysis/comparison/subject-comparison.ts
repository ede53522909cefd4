import type { StudyPlan } from '../../shared/plan/plan';
import type { AttackSetting } from '../attack-setting';
import { cleanAccuracyDifference } from './clean-difference';
import type { Flag } from '../flags/flag';
import type { Evaluated } from '../model-analysis';
import { mean, twoLevelMean } from '../statistics/bootstrap';
import { nothing, type Estimate } from '../statistics/estimate';
import { groupSignFlip, holm, seedsNeeded, seedTest } from '../statistics/significance';
import { asGoodAsAttack, conclude, unjudgedOf, type Conclusion, type Measure, type Unjudged } from './judgement';
import { differences, pairsOf, type Pair, type Value } from './pairs';
import { comparedPairs } from '../../shared/plan/compared-pairs';

/**
 * Two subjects under one attack, paired by seed and sample. Differences are a − b; b is the plan's reference, if it has
 * one.
 */
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
   * As `commonlyCorrect`, but a success that took the deciding evidence away is a failure: to change the answer then is
   * no weakness. Null where that is not known.
   */
  readonly mistakesOnly: Estimate | null;
  /**
   * Over all samples; one answered wrongly before the attack needs no removal and counts as broken.
   */
  readonly all: Estimate;
  /** Clean accuracy of a − that of b, over all samples: the same under every attack. */
  readonly cleanAccuracy: Estimate;
  /** Removed share of each attacked modality over the commonly correct, failures as 1; empty for other attacks. */
  readonly byModality: Readonly<Record<string, Estimate>>;
  /** Two-sided p of the difference over the commonly correct; null when it is not judged, or the seeds are too few. */
  readonly p: number | null;
  /** The same after Holm's correction over the study's tests. */
  readonly pHolm: number | null;
  /** What the claim is about: with one seed these two trained models, never their fusions. */
  readonly scope: 'these models' | 'these recipes';
  readonly conclusion: Conclusion;
  /**
   * What the attack's random control finds between the two, where it does as well as the attack on the subjects named:
   * then the attack alone ranks nothing. Null where the attack is clearly better on both.
   */
  readonly control: { readonly asGoodOn: readonly string[]; readonly difference: Estimate } | null;
  /** Smallest difference that the seeds could have shown; null with one seed. */
  readonly detectable: number | null;
  /** Why the difference is shown but not judged, and not tested; null where it is. */
  readonly unjudged: Unjudged | null;
}

/**
 * What is void is not judged.
 *
 * @param hasOracle whether it is known which changes are mistakes @param flags what was found of the models
 */
export function compareSubjects(
  models: readonly Evaluated[],
  settings: readonly AttackSetting[],
  { primaryMeasure, reference, subjects }: Pick<StudyPlan, 'primaryMeasure' | 'reference' | 'subjects'>,
  hasOracle: boolean,
  flags: readonly Flag[],
): readonly Comparison[] {
  // What is asked of untouched answers is compared by these alone (`accuracy-comparison.ts`).
  if (primaryMeasure === 'accuracy') return [];
  const names = [...new Set(models.map(({ analysis }) => analysis.subject))];
  const comparisons = comparedPairs(names, { reference, subjects }).flatMap(([a, b]) => {
    const cleanAccuracy = cleanAccuracyDifference(models, a, b);
    return settings.flatMap((setting) =>
      compare(models, [a, b], setting, primaryMeasure, hasOracle, flags).map((compared) => ({
        ...compared,
        cleanAccuracy,
      })),
    );
  });
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
  models: readonly Evaluated[],
  [a, b]: readonly [a: string, b: string],
  setting: AttackSetting,
  primary: Measure,
  hasOracle: boolean,
  flags: readonly Flag[],
): readonly Omit<Comparison, 'cleanAccuracy'>[] {
  const measure = setting.kind === 'removal' || primary !== 'removed-area' ? primary : null;
  if (measure === null) return [];
  const pairs = pairsOf(models, a, b, setting);
  if (pairs.length === 0) return [];
  const key = `${a}/${b}/${setting.key}`;
  const bothCorrect = pairs.map(({ samples }) =>
    samples.filter(([x, y]) => x.attack.cleanCorrect && y.attack.cleanCorrect),
  );
  const everything = pairs.map(({ samples }) => samples);
  const modalities = setting.kind === 'removal' ? setting.modalities : [];
  const modality = measure === 'removed-area' && modalities.length === 1 ? modalities[0] : null;
  const value = valueOf(measure, modality);
  const common = differences(bothCorrect, ({ attack }) => value(attack));
  const seeds = pairs.length;
  const several = seedTest(common.map((samples) => mean(samples.map((sample) => sample.value))));
  const unjudged = unjudgedOf(setting, pairs, Math.min(...common.map(({ length }) => length)), flags);
  const testable = unjudged === null && common.every((samples) => samples.length > 0);
  const asGoodOn = asGoodAsAttack(setting, pairs);
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
      mistakesOnly:
        hasOracle && pairs.some(hasMistakes) && common.some((samples) => samples.length > 0)
          ? twoLevelMean(
              differences(bothCorrect, ({ mistake }) => mistake && value(mistake)),
              `${key}/mistakes`,
            )
          : null,
      all: twoLevelMean(
        differences(everything, ({ attack }) => value(attack)),
        `${key}/all`,
      ),
      byModality: Object.fromEntries(
        modalities.map((id) => [
          id,
          twoLevelMean(
            differences(bothCorrect, ({ attack }) => attack.removedOf[id] ?? 0),
            `${key}/${id}`,
          ),
        ]),
      ),
      p: testable ? (seeds === 1 ? groupSignFlip(common[0], key) : several.p) : null,
      pHolm: null,
      scope: seeds < seedsNeeded ? 'these models' : 'these recipes',
      conclusion: 'inconclusive',
      control:
        asGoodOn.length === 0
          ? null
          : {
              asGoodOn,
              difference: twoLevelMean(
                differences(bothCorrect, ({ control }) => (control.length === 0 ? null : mean(control.map(value)))),
                `${key}/control`,
              ),
            },
      detectable: seeds === 1 ? null : several.detectable,
      unjudged,
    },
  ];
}

/** Are mistakes told from changes that the input deserves? */
function hasMistakes({ samples }: Pair): boolean {
  return samples.some(([x, y]) => x.mistake !== null && y.mistake !== null);
}

/** Higher is harder to break, but for the success rate. */
function valueOf(measure: Measure, modality: string | null): Value {
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
