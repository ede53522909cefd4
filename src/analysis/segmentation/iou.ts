import type { PixelCounts, PixelRecord } from '../../shared/record';
import { generatorFor } from '../statistics/generator';
import { nothing, usualConfidence, type Estimate } from '../statistics/estimate';
import { fewestClusters, percentileInterval, resamples } from '../statistics/bootstrap';

/** Pixels summed over samples, by class. */
export interface SummedCounts {
  readonly truePositives: ArrayLike<number>;
  readonly falsePositives: ArrayLike<number>;
  readonly falseNegatives: ArrayLike<number>;
}

/** TP / (TP + FP + FN) of every class; null of one that is neither there nor taken for there. */
export function iouByClass({
  truePositives,
  falsePositives,
  falseNegatives,
}: SummedCounts): readonly (number | null)[] {
  return Array.from(truePositives, (right, index) => {
    const all = right + falsePositives[index] + falseNegatives[index];
    return all === 0 ? null : right / all;
  });
}

/** Mean of the IoU of the classes that have one; null where none has. */
export function meanIou(counts: SummedCounts): number | null {
  const present = iouByClass(counts).filter((iou) => iou !== null);
  return present.length === 0 ? null : present.reduce((sum, iou) => sum + iou, 0) / present.length;
}

/** What a sample's pixels were answered as, and its real unit. */
export interface Counted {
  readonly row: number;
  readonly group: string;
  readonly counts: PixelCounts;
}

export function untouchedOf(records: readonly PixelRecord[]): readonly Counted[] {
  return records.map(({ row, group, untouched }) => ({ row, group, counts: untouched }));
}

export function changedOf(records: readonly PixelRecord[]): readonly Counted[] {
  return records.flatMap(({ row, group, changed }) => (changed === null ? [] : [{ row, group, counts: changed }]));
}

/** mIoU of summed counts, with a percentile bootstrap over the real units. */
export function miouOf(samples: readonly Counted[], key: string): Estimate {
  return bootstrapped([samples], ([own]) => meanIou(own), key);
}

/** IoU of one class likewise. */
export function classIouOf(samples: readonly Counted[], index: number, key: string): Estimate {
  return bootstrapped([samples], ([own]) => iouByClass(own)[index], `${key}/${String(index)}`);
}

/**
 * mIoU of the first minus that of the second, paired: both are summed over the same drawn units, of the samples that both
 * have.
 */
export function miouDifference(
  first: readonly Counted[],
  second: readonly Counted[],
  key: string,
  confidence = usualConfidence,
): Estimate {
  const rows = new Set(second.map(({ row }) => row));
  const common = first.filter(({ row }) => rows.has(row));
  const kept = new Set(common.map(({ row }) => row));
  return bootstrapped(
    [common, second.filter(({ row }) => kept.has(row))],
    ([a, b]) => {
      const [x, y] = [meanIou(a), meanIou(b)];
      return x === null || y === null ? null : x - y;
    },
    key,
    confidence,
  );
}

function bootstrapped(
  sets: readonly (readonly Counted[])[],
  statistic: (summed: readonly SummedCounts[]) => number | null,
  key: string,
  confidence: number = usualConfidence,
): Estimate {
  const n = sets[0].length;
  if (n === 0) return nothing;
  const groups = [...new Set(sets[0].map(({ group }) => group))];
  const classes = sets[0][0].counts.truePositives.length;
  const units = groups.map(() => new Float64Array(sets.length * 3 * classes));
  const placeOf = new Map(groups.map((group, index) => [group, index]));
  sets.forEach((samples, set) => {
    for (const { group, counts } of samples) {
      const unit = units[placeOf.get(group) ?? 0];
      const from = set * 3 * classes;
      [counts.truePositives, counts.falsePositives, counts.falseNegatives].forEach((values, part) => {
        values.forEach((value, index) => {
          unit[from + part * classes + index] += value;
        });
      });
    }
  });
  const of = (sums: Float64Array): number | null =>
    statistic(
      sets.map((_, set) => {
        const part = (index: number): Float64Array =>
          sums.subarray((set * 3 + index) * classes, (set * 3 + index + 1) * classes);
        return { truePositives: part(0), falsePositives: part(1), falseNegatives: part(2) };
      }),
    );
  const total = new Float64Array(sets.length * 3 * classes);
  for (const unit of units) unit.forEach((value, index) => (total[index] += value));
  const value = of(total);
  const size = { value, n, clusters: groups.length };
  if (value === null || groups.length < fewestClusters) return { ...size, low: null, high: null, method: 'none' };
  const draw = generatorFor(key);
  const values: number[] = [];
  const sums = new Float64Array(total.length);
  for (let sample = 0; sample < resamples; sample += 1) {
    sums.fill(0);
    for (const unit of groups.map(() => units[Math.floor(draw() * groups.length)])) {
      for (let index = 0; index < sums.length; index += 1) sums[index] += unit[index];
    }
    const resampled = of(sums);
    if (resampled !== null) values.push(resampled);
  }
  const [low, high] = percentileInterval(values, confidence);
  return {
    ...size,
    low,
    high,
    method: groups.length === n ? 'bootstrap' : 'clustered-bootstrap',
  };
}
