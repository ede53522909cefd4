/** Figures of models that answer once for the sample. */
import { countsMistakesOnly, type Requirement } from '../../shared/plan/requirement';
import { underSetting } from '../attack-setting';
import type { DataAnalysis } from '../data-analysis';
import { accuracyOf } from '../measures/accuracy';
import { attackFaults } from '../measures/attack-faults';
import { degradedAccuracy } from '../measures/degraded';
import { largestShare } from '../measures/removed';
import { singleSourceGap } from '../measures/single-source';
import { scoresOf, type ScoreName } from '../measures/target-scores';
import type { Evaluated } from '../model-analysis';
import { countingMistakes, type AttackResult } from '../results';
import { isVoidAttack } from '../standing';
import { nothing, rateOf, type Estimate } from '../statistics/estimate';
import { isAbout, isOfLevel, restsOn, unattacked, type Candidate, type RequiredModel, type Rests } from './candidate';
import { doesNoMore, weightiest } from './rivals';

/** @param samples of the study: the records of a complete cell */
export function requiredModel(evaluated: Evaluated, data: DataAnalysis, samples: number): RequiredModel {
  const { subject, model, title } = evaluated.analysis;
  return { subject, model, title, candidates: (requirement) => candidatesFor(requirement, evaluated, data, samples) };
}

function candidatesFor(
  requirement: Requirement,
  { results, analysis }: Evaluated,
  data: DataAnalysis,
  samples: number,
): readonly Candidate[] {
  const { measure, confidence } = requirement;
  const { clean, degraded, attacks, baselines } = results;
  const hasOracle = data.oracle !== null;
  const rests: Rests = restsOn([clean], samples);
  // An attack's own, and all that may show that nothing may be said of the model.
  const restsUnder = restsOn(
    [clean, ...attacks.map(({ records }) => records), ...baselines.map((baseline) => baseline.clean)],
    samples,
  );
  const scoreOf = (name: ScoreName, records: Parameters<typeof scoresOf>[0], key: string): Estimate =>
    scoresOf(records, data, `${key}/required`, confidence).scores.find((score) => score.name === name)?.estimate ??
    nothing;
  const underAttacks = (figure: (result: AttackResult) => Estimate, counts: boolean): readonly Candidate[] =>
    attacks
      .filter(({ setting, records }) => isAbout(requirement, setting) && records.length > 0)
      .flatMap((result) => {
        const figures = (of: AttackResult): readonly Candidate[] =>
          counts
            ? counted(requirement, of, hasOracle, figure, restsUnder)
            : [{ ...underAttack(of, restsUnder), estimate: figure(of) }];
        // Of a void attack nothing may be said, for or against the model.
        const found = attacks
          .filter(
            (other) =>
              other.records.length > 0 &&
              doesNoMore(other.setting, result.setting) &&
              !isVoidAttack({ faults: attackFaults(other) }),
          )
          .flatMap(figures);
        return figures(result).map((candidate) => ({ ...candidate, rival: weightiest(found, candidate, measure) }));
      });
  switch (measure) {
    case 'accuracy':
      return [unattacked(accuracyOf(clean, confidence), rests)];
    case 'macro-f1':
    case 'mean-absolute-error':
      return clean.length === 0 ? [] : [unattacked(scoreOf(measure, clean, results.cell.id), rests)];
    case 'degraded-accuracy':
      return degraded
        .filter(({ setting, records }) => isOfLevel(requirement, setting) && records.length > 0)
        .map(({ setting, records }) =>
          // It may be about several levels.
          unattacked(
            degradedAccuracy(records, confidence),
            restsOn(
              degraded.map((own) => own.records),
              samples,
            ),
            setting,
          ),
        );
    case 'single-source-gap':
      return analysis.singleSource.flatMap(({ sources }) =>
        sources
          .filter(({ setting }) => requirement.attack === undefined || isAbout(requirement, setting))
          .flatMap(({ without, setting }) => {
            const result = underSetting(attacks, setting);
            return without === null || result === undefined
              ? []
              : counted(requirement, result, hasOracle, (of) => singleSourceGap(results, of, confidence), restsUnder);
          }),
      );
    case 'robust-accuracy':
    case 'label-preserving-robust-accuracy':
    case 'attack-success-rate':
      return underAttacks((of) => attackRate(of, requirement), true);
    case 'robust-macro-f1':
      return underAttacks(({ records, cell }) => scoreOf('macro-f1', records, cell.id), false);
    case 'robust-mean-absolute-error':
      return underAttacks(({ records, cell }) => scoreOf('mean-absolute-error', records, cell.id), false);
    case 'miou':
    case 'robust-miou':
    case 'degraded-miou':
      return [];
    default:
      return measure satisfies never;
  }
}

function underAttack({ setting, records }: AttackResult, rests: Rests): Omit<Candidate, 'estimate'> {
  return {
    setting,
    failing: null,
    attacked: records.filter((record: { readonly attacked: boolean }) => record.attacked).length,
    otherCount: null,
    rival: null,
    rests,
  };
}

/** The figure as the requirement counts successes, with the other count beside it where both are known. */
function counted(
  { measure }: Requirement,
  result: AttackResult,
  hasOracle: boolean,
  figure: (result: AttackResult) => Estimate,
  rests: Rests,
): readonly Candidate[] {
  const about = underAttack(result, rests);
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
