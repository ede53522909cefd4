import { isAnsweredCorrectly } from '../../shared/records/answer';
import type { DegradationSetting } from '../degradation-setting';
import type { DegradedResult } from '../results';
import { meanOf } from '../statistics/bootstrap';
import { nothing, type Estimate } from '../statistics/estimate';
import { measureDegraded } from './degraded';

/** Of the inputs that were taken away by themselves, the one that costs the most. */
export interface CostliestInput {
  readonly modality: string;
  readonly setting: DegradationSetting;
  /** Accuracy with the whole input − without it, paired by sample. */
  readonly fall: Estimate;
  /** What it costs beyond the next costly input, paired by sample; null where no other was taken away from the same samples. */
  readonly lead: { readonly setting: DegradationSetting; readonly by: Estimate } | null;
}

/** Of several ways in which one input is missing, the one that costs the most counts; null where none was taken away. */
export function measureCostliest(degraded: readonly DegradedResult[]): CostliestInput | null {
  const missing = degraded.flatMap((result) => {
    const { choice } = result.setting;
    const fall = measureDegraded([result]).at(0)?.fall;
    return choice.name !== 'missing' || choice.modalities.length !== 1 || fall === undefined
      ? []
      : [{ modality: choice.modalities[0], result, fall }];
  });
  const byFall = [...missing].sort((a, b) => (b.fall.value ?? 0) - (a.fall.value ?? 0));
  const first = byFall.at(0);
  if (first === undefined) return null;
  const { modality, result, fall } = first;
  const next = byFall.find((other) => other.modality !== modality);
  const by = next === undefined ? nothing : differenceOfFalls(result, next.result);
  return {
    modality,
    setting: result.setting,
    fall,
    lead: next === undefined || by.value === null ? null : { setting: next.result.setting, by },
  };
}

/** fall(a) − fall(b) = acc(b) − acc(a), as both are of the same untouched answers. */
function differenceOfFalls(a: DegradedResult, b: DegradedResult): Estimate {
  const hits = new Map(b.records.map((record) => [record.row, isAnsweredCorrectly(record)]));
  return meanOf(
    a.records.flatMap((record) => {
      const other = hits.get(record.row);
      return other === undefined
        ? []
        : [{ value: Number(other) - Number(isAnsweredCorrectly(record)), group: record.group }];
    }),
    `${a.cell.id}/${b.cell.id}/costlier`,
  );
}
