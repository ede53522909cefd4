import { editUnit } from '../../shared/attack';
import { countsMistakesOnly, type Requirement } from '../../shared/requirement';
import { underSetting, type AttackSetting } from '../attack-setting';
import { canonicalJson } from '../../shared/identity';
import { accuracyOf } from '../measures/accuracy';
import type { DegradationSetting } from '../degradation-setting';
import { attackFaults } from '../measures/attack-faults';
import { degradedAccuracy } from '../measures/degraded';
import { largestShare } from '../measures/removed';
import { singleSourceGap } from '../measures/single-source';
import type { Evaluated } from '../model-analysis';
import { countingMistakes, type AttackResult } from '../results';
import { isVoidAttack } from '../standing';
import { rateOf, type Estimate } from '../statistics/estimate';

/** The figure of a removal with its successes counted the other way. */
export interface OtherCount {
  /** What then counts as a success of the attack. */
  readonly counting: 'mistakes only' | 'every change';
  /** In the unit, and with an interval of the confidence, of the figure that it stands beside. */
  readonly estimate: Estimate;
}

/** One figure that may answer a requirement. */
export interface Candidate {
  /** The attack that it was measured under; null for none. */
  readonly setting: AttackSetting | null;
  /** The failing input that it was measured with; null for none. */
  readonly failing: DegradationSetting | null;
  readonly estimate: Estimate;
  /** Null where it is not known what a mistake is, or nothing is removed. */
  readonly otherCount: OtherCount | null;
  /** Samples that could be attacked; null without an attack. */
  readonly attacked: number | null;
  /** The same figure under the attack of the run that does no more than this one and is found to weigh most; null for none. */
  readonly rival: Rival | null;
}

/** The same figure under another attack. */
export interface Rival {
  readonly setting: AttackSetting;
  readonly estimate: Estimate;
}

/** What was measured of a model that a requirement is about, one figure per attack and budget. */
export function candidatesFor(
  requirement: Requirement,
  { results, analysis }: Evaluated,
  hasOracle: boolean,
): readonly Candidate[] {
  const { measure, confidence } = requirement;
  switch (measure) {
    case 'accuracy':
      return [
        {
          setting: null,
          failing: null,
          estimate: accuracyOf(results.clean, confidence),
          otherCount: null,
          attacked: null,
          rival: null,
        },
      ];
    case 'degraded-accuracy':
      return results.degraded
        .filter(
          ({ setting: { degradationIndex, level }, records }) =>
            degradationIndex === requirement.degradation &&
            (requirement.level === undefined || requirement.level === level) &&
            records.length > 0,
        )
        .map(({ setting, records }) => ({
          setting: null,
          failing: setting,
          estimate: degradedAccuracy(records, confidence),
          otherCount: null,
          attacked: null,
          rival: null,
        }));
    case 'single-source-gap':
      return analysis.singleSource.flatMap(({ sources }) =>
        sources
          .filter(({ setting }) => requirement.attack === undefined || isAbout(requirement, setting))
          .flatMap(({ without, setting }) => {
            const result = underSetting(results.attacks, setting);
            return without === null || result === undefined
              ? []
              : counted(requirement, result, hasOracle, (of) => singleSourceGap(results, of, confidence));
          }),
      );
    case 'robust-accuracy':
    case 'label-preserving-robust-accuracy':
    case 'attack-success-rate':
      return results.attacks
        .filter(({ setting, records }) => isAbout(requirement, setting) && records.length > 0)
        .flatMap((result) => {
          const figure = (of: AttackResult): Estimate => attackRate(of, requirement);
          // Of a void attack nothing may be said, for or against the model.
          const rivals = results.attacks.filter(
            (other) =>
              other.records.length > 0 &&
              doesNoMore(other.setting, result.setting) &&
              !isVoidAttack({ faults: attackFaults(other) }),
          );
          const found = rivals.flatMap((other) => counted(requirement, other, hasOracle, figure));
          return counted(requirement, result, hasOracle, figure).map((candidate) => ({
            ...candidate,
            rival: weightiest(found, candidate, measure),
          }));
        });
    default:
      return measure satisfies never;
  }
}

/** The figure as the requirement counts successes, with the other count beside it where both are known. */
function counted(
  { measure }: Requirement,
  result: AttackResult,
  hasOracle: boolean,
  figure: (result: AttackResult) => Estimate,
): readonly Candidate[] {
  const about = {
    setting: result.setting,
    failing: null,
    attacked: result.records.filter((record: { readonly attacked: boolean }) => record.attacked).length,
    rival: null,
  };
  const every = figure(result);
  const counting = hasOracle ? countingMistakes(result) : null;
  const mistakes = counting === null ? null : figure(counting);
  if (countsMistakesOnly(measure)) {
    // Without an oracle no success would be a mistake, and every model would meet it.
    if (mistakes === null) return [];
    return [{ ...about, estimate: mistakes, otherCount: { counting: 'every change', estimate: every } }];
  }
  const otherCount = mistakes === null ? null : { counting: 'mistakes only' as const, estimate: mistakes };
  return [{ ...about, estimate: every, otherCount }];
}

/** Whether what one attack may do, the other may do as well: then it should find no less. */
function doesNoMore(one: AttackSetting, other: AttackSetting): boolean {
  if (one.key === other.key) return false;
  const within = one.modalities.every((id) => other.modalities.includes(id));
  if (one.kind === 'removal') {
    // What stands in the place of the removed decides what an answer is made of.
    return other.kind === 'removal' && within && canonicalJson(one.choice.fills) === canonicalJson(other.choice.fills);
  }
  if (one.kind === 'edit') {
    return (
      other.kind === 'edit' &&
      within &&
      editUnit(one.choice) === editUnit(other.choice) &&
      one.choice.maxEdits <= other.choice.maxEdits
    );
  }
  return (
    other.kind === 'perturbation' &&
    within &&
    one.choice.norm === other.choice.norm &&
    one.oneBall === other.oneBall &&
    Object.entries(one.radii).every(([id, radius]) => radius <= other.radii[id])
  );
}

/** Of those that say more against the model than the figure asked for. */
function weightiest(
  found: readonly Candidate[],
  { estimate }: Candidate,
  measure: Requirement['measure'],
): Rival | null {
  const sign = measure === 'attack-success-rate' ? 1 : -1;
  const weight = ({ value }: Estimate): number => (value === null ? -Infinity : sign * value);
  return found.reduce<Rival | null>(
    (best, { setting, estimate: own }) =>
      setting !== null && weight(own) > weight(best?.estimate ?? estimate) ? { setting, estimate: own } : best,
    null,
  );
}

function isAbout({ attack, budget }: Requirement, { attackIndex, budgetIndex }: AttackSetting): boolean {
  return attackIndex === attack && (budget === undefined || budgetIndex === budget);
}

/**
 * Success rate over C, or robust accuracy over all as it is measured elsewhere: what is undecided did not withstand. With a
 * cap, a success that removes more of any modality is a failure.
 */
function attackRate(result: AttackResult, { measure, removedAtMost, confidence }: Requirement): Estimate {
  const { records, outcomes } = result;
  const isBeyondCap = (index: number): boolean => {
    const record = records[index];
    if (record.kind !== 'removal' || record.found === null || removedAtMost === undefined) return false;
    return largestShare(record.found.share.removed, record.elements) > removedAtMost;
  };
  const isSuccess = (index: number): boolean => {
    const record = records[index];
    return record.kind === 'removal' ? record.found !== null : record.outcome?.success === true;
  };
  return measure === 'attack-success-rate'
    ? rateOf(
        outcomes.flatMap(({ group }, index) =>
          records[index].attacked ? [{ hit: isSuccess(index) && !isBeyondCap(index), group }] : [],
        ),
        confidence,
      )
    : rateOf(
        outcomes.map(({ group, correct }, index) => ({
          hit: correct || (records[index].attacked && isBeyondCap(index)),
          group,
        })),
        confidence,
      );
}
