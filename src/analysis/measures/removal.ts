import { groupsOf, type Answered } from '../../shared/data/target';
import { factsOf } from '../../shared/attacks/attack';
import type { RemovalRecord } from '../../shared/records/record';
import type { RemovalResult } from '../results';
import { meanOf, medianOf } from '../statistics/bootstrap';
import { rateOf, type Estimate, type Observation, type Rate } from '../statistics/estimate';
import type { RemovalSetting } from '../attack-setting';
import { attackFaults, type AttackFault } from './attack-faults';
import { successCurve, type SuccessCurve } from './curve';
import { measureDisplacement, type DisplacementMeasures } from './displacement';
import { fillSuccess, oneFillOnly, touchedShares, type FillSuccess } from './removal-breakdown';
import { removalControls, type RemovalControls } from './removal-controls';
import { decidableCost, legacyShare, modalityCost, modalityShare, pooledShare, removalCost } from './removed';
import { wholeRemovalFlips } from './whole-removal';

/** A removed share, in [0, 1], three ways. The first says nothing without the success rate beside it. */
export interface RemovedFraction {
  readonly meanOverSuccesses: Estimate;
  readonly medianOverSuccesses: Estimate;
  /** Over all attacked samples, a failure counting as 1. For the pooled share this equals the area. */
  readonly meanOverAll: Estimate;
}

/** What a removal attack did to one model. C = attacked samples (clean-correct). */
export interface RemovalMeasures {
  readonly kind: 'removal';
  readonly setting: RemovalSetting;
  /** Why nothing of this may be used; empty where it may. */
  readonly faults: readonly AttackFault[];
  readonly cell: string;
  /** Samples with a record, and those among them that were attacked. */
  readonly n: number;
  readonly attacked: number;
  readonly successRate: Rate;
  /** Correct after the attack, of all samples; samples answered wrongly before stay wrong. */
  readonly robustAccuracy: Rate;
  /** Successes after which the label could still be decided, of C; null without an oracle. */
  readonly decidableSuccessRate: Rate | null;
  /** Successes whose removal destroyed the deciding evidence, of the successes; null without an oracle. */
  readonly evidenceDestroyed: Rate | null;
  readonly pooled: RemovedFraction;
  readonly byModality: Readonly<Record<string, RemovedFraction>>;
  /** ASR against pooled removed share. */
  readonly curve: SuccessCurve;
  readonly decidableCurve: SuccessCurve | null;
  /** Mean pooled share over C, a failure or a success that destroyed the evidence counting as 1; the curve's area. */
  readonly decidableMeanOverAll: Estimate | null;
  /** ASR against the removed share of one modality, whatever was removed of the others. */
  readonly modalityCurves: Readonly<Record<string, SuccessCurve>>;
  readonly byClass: readonly ClassSuccess[];
  readonly byFill: readonly FillSuccess[];
  /** Successes that flip under a single fill although several were tried, of the successes where several were. */
  readonly oneFillOnly: Rate;
  /** Successes needing removals in more than one modality, of the successes. */
  readonly crossModalShare: Rate;
  /** Successes by the modalities they touch, e.g. `image`, `image + text`, of the successes. */
  readonly touched: Readonly<Record<string, Rate>>;
  /** Does removing all of one modality change the prediction? Of C. */
  readonly wholeModality: Readonly<Record<string, Rate>>;
  /** Over the successes. */
  readonly displacement: DisplacementMeasures | null;
  readonly queries: RemovalQueries;
  /** Mean over successes of the released code's faulty count; a compatibility column, of nothing for attacks it has not. */
  readonly legacyMean: Estimate;
  readonly controls: RemovalControls;
  /** Claims of the attack that the framework's own re-evaluation did not confirm. */
  readonly unconfirmed: number;
  /** Failures that ended because no more queries were allowed. */
  readonly capped: number;
}

export interface ClassSuccess {
  readonly label: number;
  readonly name: string;
  readonly accuracy: Rate;
  readonly successRate: Rate;
  readonly decidableSuccessRate: Rate | null;
}

export interface RemovalQueries {
  /** Per attacked sample, as a sequential search counts them. */
  readonly logical: Estimate;
  readonly search: Estimate;
  readonly combination: Estimate;
  /** Rows really computed. */
  readonly evaluated: Estimate;
  /** Per modality, rows that its encoder was run for, and the whole rows that take as much; none of older records. */
  readonly encoded: Readonly<Record<string, { readonly rows: Estimate; readonly wholeRows: Estimate }>>;
}

export function measureRemoval(
  result: RemovalResult,
  data: Answered,
  modalities: readonly string[],
  hasOracle: boolean,
): RemovalMeasures {
  const { records } = result;
  const key = (name: string): string => `${result.cell.id}/${name}`;
  const attacked = records.filter((record) => record.attacked);
  const successes = attacked.flatMap((record) => (record.found === null ? [] : [{ record, found: record.found }]));
  const rate = (of: readonly RemovalRecord[], hit: (record: RemovalRecord) => boolean): Rate =>
    rateOf(of.map((record) => ({ hit: hit(record), group: record.group })));
  const mean = (name: string, value: (record: RemovalRecord) => number): Estimate =>
    meanOf(
      attacked.map((record) => ({ value: value(record), group: record.group })),
      key(name),
    );
  const succeeded = (record: RemovalRecord): boolean => record.found !== null;
  const evidenceKept = (record: RemovalRecord): boolean => record.found?.decidable === true;
  const ofSuccesses = (value: (success: (typeof successes)[number]) => number): readonly Observation[] =>
    successes.map((success) => ({ value: value(success), group: success.record.group }));

  const fraction = (
    name: string,
    share: (success: (typeof successes)[number]) => number,
    cost: (record: RemovalRecord) => number,
  ): RemovedFraction => ({
    meanOverSuccesses: meanOf(ofSuccesses(share), key(`${name}/mean`)),
    medianOverSuccesses: medianOf(ofSuccesses(share), key(`${name}/median`)),
    meanOverAll: mean(`${name}/all`, cost),
  });
  const costs = (cost: (record: RemovalRecord) => number, success: (record: RemovalRecord) => boolean): number[] =>
    attacked.map((record) => (success(record) ? cost(record) : Infinity));

  return {
    kind: 'removal',
    setting: result.setting,
    faults: attackFaults(result),
    cell: result.cell.id,
    n: records.length,
    attacked: attacked.length,
    successRate: rate(attacked, succeeded),
    robustAccuracy: rate(records, (record) => record.attacked && record.found === null),
    decidableSuccessRate: hasOracle ? rate(attacked, evidenceKept) : null,
    evidenceDestroyed: hasOracle
      ? rate(
          successes.map(({ record }) => record),
          (record) => !evidenceKept(record),
        )
      : null,
    pooled: fraction('r', ({ record, found }) => pooledShare(found.share.removed, record.elements), removalCost),
    byModality: Object.fromEntries(
      modalities.map((id) => [
        id,
        fraction(
          `r/${id}`,
          ({ record, found }) => modalityShare(found.share.removed, record.elements, id),
          (record) => modalityCost(record, id),
        ),
      ]),
    ),
    curve: successCurve(costs(removalCost, succeeded)),
    decidableCurve: hasOracle ? successCurve(costs(decidableCost, evidenceKept)) : null,
    decidableMeanOverAll: hasOracle ? mean('r/decidable', decidableCost) : null,
    modalityCurves: Object.fromEntries(
      modalities.map((id) => [id, successCurve(costs((record) => modalityCost(record, id), succeeded))]),
    ),
    byClass: groupsOf(data).map(({ name, has }, label) => {
      const members = records.filter((record) => has(record.label));
      const targets = members.filter((record) => record.attacked);
      return {
        label,
        name,
        accuracy: rate(members, (record) => record.clean.predicted === record.label),
        successRate: rate(targets, succeeded),
        decidableSuccessRate: hasOracle ? rate(targets, evidenceKept) : null,
      };
    }),
    byFill: fillSuccess(successes.map(({ record }) => record)),
    oneFillOnly: oneFillOnly(successes.map(({ record }) => record)),
    crossModalShare: rate(
      successes.map(({ record }) => record),
      (record) => (record.found?.necessary.length ?? 0) > 1,
    ),
    touched: touchedShares(
      successes.map(({ record }) => record),
      modalities,
    ),
    wholeModality: Object.fromEntries(
      modalities.flatMap((id) => {
        const flips = wholeRemovalFlips(attacked, id);
        return flips === null ? [] : [[id, flips]];
      }),
    ),
    displacement: measureDisplacement(
      successes.map(({ record, found }) => ({ displacement: found.displacement, group: record.group })),
      key('displacement'),
    ),
    queries: {
      logical: mean('queries', ({ queries }) => queries.search + queries.combination),
      search: mean('queries/search', ({ queries }) => queries.search),
      combination: mean('queries/combination', ({ queries }) => queries.combination),
      evaluated: mean('queries/evaluated', ({ queries }) => queries.evaluated),
      encoded: Object.fromEntries(
        modalities
          .filter((id) => attacked.every(({ queries }) => id in queries.encoded))
          .map((id) => [
            id,
            {
              rows: mean(`queries/encoded/${id}`, ({ queries }) => queries.encoded[id].rows),
              wholeRows: mean(`queries/encoded/${id}/whole`, ({ queries }) => queries.encoded[id].wholeRows),
            },
          ]),
      ),
    },
    legacyMean: meanOf(
      successes.flatMap(({ record }) => {
        const value = legacyShare(record);
        return value === null ? [] : [{ value, group: record.group }];
      }),
      key('legacy'),
    ),
    controls: removalControls(attacked, key('controls')),
    unconfirmed: attacked.filter((record) => record.claimed && record.found === null).length,
    capped: attacked.filter((record) => !record.claimed && endedAtCap(record, result.setting)).length,
  };
}

function endedAtCap({ queries }: RemovalRecord, { choice }: RemovalSetting): boolean {
  if (queries.allowed !== undefined) return queries.search + queries.combination >= queries.allowed;
  const cap = factsOf(choice).combinationCap(choice);
  return cap !== null && queries.combination >= cap;
}
