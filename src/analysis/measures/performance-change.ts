import { isAnsweredCorrectly } from '../../shared/records/answer';
import type { MissingChoice } from '../../shared/degradations/degradation';
import type { DegradedResult } from '../results';
import { mean, ratioOf } from '../statistics/bootstrap';
import type { Estimate } from '../statistics/estimate';

/** What is lost of clean accuracy with modalities missing, on average over the sets of them that are missing. */
export interface PerformanceChange {
  /** What is put in their place. */
  readonly by: MissingChoice['by'];
  readonly missing: readonly (readonly string[])[];
  /** (full − missing) / full, paired by sample (PCR); lower is better. */
  readonly change: Estimate;
}

/** One for each thing put in the place of what is missing; over the samples that all of its sets were measured on. */
export function measurePerformanceChange(
  degraded: readonly DegradedResult[],
  key: string,
): readonly PerformanceChange[] {
  const missing = degraded.flatMap(({ setting: { choice }, records }) =>
    choice.name === 'missing' && records.length > 0 ? [{ choice, records }] : [],
  );
  return [...new Set(missing.map(({ choice }) => choice.by))].map((by) => {
    const own = missing.filter(({ choice }) => choice.by === by);
    const [first, ...others] = own.map(({ records }) => new Map(records.map((record) => [record.row, record])));
    return {
      by,
      missing: own.map(({ choice }) => choice.modalities),
      change: ratioOf(
        [...first].flatMap(([row, record]) => {
          const all = [record, ...others.flatMap((records) => records.get(row) ?? [])];
          if (all.length < own.length) return [];
          const full = Number(record.clean.predicted === record.label);
          return [
            { value: full - mean(all.map((one) => Number(isAnsweredCorrectly(one)))), of: full, group: record.group },
          ];
        }),
        `${key}/pcr/${by}`,
      ),
    };
  });
}
