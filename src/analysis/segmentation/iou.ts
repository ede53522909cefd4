import type { PixelCounts, PixelRecord } from '../../shared/records/record';
import { drawerFor } from '../statistics/generator';
import { nothing, usualConfidence, type Estimate } from '../statistics/estimate';
import { fewestClusters, percentileInterval, resamples } from '../statistics/bootstrap';

/** Pixels summed over samples, by class. */
export interface SummedCounts {
  readonly truePositives: ArrayLike<number>;
  readonly falsePositives: ArrayLike<number>;
  readonly falseNegatives: ArrayLike<number>;
}

/** TP / (TP + FP + FN) of every class; null of one that is neither there nor taken for there. */
export function iouByClass(counts: SummedCounts): readonly (number | null)[] {
  return Array.from(counts.truePositives, (_, index) => iouOfClass(counts, index));
}

export function iouOfClass(
  { truePositives, falsePositives, falseNegatives }: SummedCounts,
  index: number,
): number | null {
  const all = truePositives[index] + falsePositives[index] + falseNegatives[index];
  return all === 0 ? null : truePositives[index] / all;
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

/** Pixels of several samples together. */
export function summed(samples: readonly Counted[]): SummedCounts {
  const sumOf = (part: keyof PixelCounts): readonly number[] =>
    samples.reduce<readonly number[]>(
      (sums, { counts }) => counts[part].map((value, index) => value + (sums.at(index) ?? 0)),
      [],
    );
  return {
    truePositives: sumOf('truePositives'),
    falsePositives: sumOf('falsePositives'),
    falseNegatives: sumOf('falseNegatives'),
  };
}

/** mIoU of summed counts, with a percentile bootstrap over the real units. */
export function miouOf(samples: readonly Counted[], key: string, confidence?: number): Estimate {
  return pixelStatistics([samples], [([own]) => meanIou(own)], key, confidence)[0];
}

/** mIoU of summed counts and the IoU of each class, all from the same drawn units. */
export function iousOf(samples: readonly Counted[], classes: number, key: string): Ious {
  const [miou, ...byClass] = pixelStatistics([samples], [([own]) => meanIou(own), ...classStatistics(classes, 0)], key);
  return { miou, byClass };
}

export interface Ious {
  readonly miou: Estimate;
  /** Of each class, in their order. */
  readonly byClass: readonly Estimate[];
}

/** What a change leaves, and what it takes: the same samples before and after, all from the same drawn units. */
export function changedIous(
  before: readonly Counted[],
  after: readonly Counted[],
  classes: number,
  key: string,
): Ious & { readonly drop: Estimate } {
  const [drop, miou, ...byClass] = pixelStatistics(
    [before, after],
    [difference, ([, own]) => meanIou(own), ...classStatistics(classes, 1)],
    key,
  );
  return { drop, miou, byClass };
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
  return miouBeside(first, [second], 'highest', key, confidence);
}

/**
 * mIoU of the first minus the highest or the lowest of others, paired as above, of the samples that all have. Which of them
 * it is is found anew in every resample, so that the interval knows that it was chosen.
 */
export function miouBeside(
  first: readonly Counted[],
  others: readonly (readonly Counted[])[],
  which: 'highest' | 'lowest',
  key: string,
  confidence = usualConfidence,
): Estimate {
  const sets = [first, ...others];
  const rows = sets.map((samples) => new Set(samples.map(({ row }) => row)));
  const common = sets.map((samples) => samples.filter(({ row }) => rows.every((own) => own.has(row))));
  const pick = which === 'highest' ? Math.max : Math.min;
  const statistic: Statistic = (summedSets) => {
    const [own, ...rest] = summedSets.map(meanIou);
    const known = rest.filter((iou) => iou !== null);
    return own === null || known.length < rest.length ? null : own - pick(...known);
  };
  return pixelStatistics(common, [statistic], key, confidence)[0];
}

/** Of the sums of each set of samples. */
export type Statistic = (summed: readonly SummedCounts[]) => number | null;

const difference: Statistic = ([a, b]) => {
  const [x, y] = [meanIou(a), meanIou(b)];
  return x === null || y === null ? null : x - y;
};

/** IoU of each class of one of the sets. */
function classStatistics(classes: number, set: number): readonly Statistic[] {
  return Array.from(
    { length: classes },
    (_, index): Statistic =>
      (sets) =>
        iouOfClass(sets[set], index),
  );
}

/** Statistics of summed pixels, each with a percentile bootstrap over the real units, all from the same drawn ones. */
export function pixelStatistics(
  sets: readonly (readonly Counted[])[],
  statistics: readonly Statistic[],
  key: string,
  confidence: number = usualConfidence,
): readonly Estimate[] {
  const n = sets[0].length;
  if (n === 0) return statistics.map(() => nothing);
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
  const of = (sums: Float64Array): readonly (number | null)[] => {
    const own = sets.map((_, set) => {
      const part = (index: number): Float64Array =>
        sums.subarray((set * 3 + index) * classes, (set * 3 + index + 1) * classes);
      return { truePositives: part(0), falsePositives: part(1), falseNegatives: part(2) };
    });
    return statistics.map((statistic) => statistic(own));
  };
  const total = new Float64Array(sets.length * 3 * classes);
  for (const unit of units) unit.forEach((value, index) => (total[index] += value));
  const values = of(total);
  const size = { n, clusters: groups.length };
  if (values.every((value) => value === null) || groups.length < fewestClusters) {
    return values.map((value) => ({ ...size, value, low: null, high: null, method: 'none' }));
  }
  const draw = drawerFor(key);
  const places = new Uint32Array(groups.length);
  const drawn = statistics.map((): number[] => []);
  const sums = new Float64Array(total.length);
  for (let sample = 0; sample < resamples; sample += 1) {
    draw(places, groups.length);
    sums.fill(0);
    for (const place of places) {
      const unit = units[place];
      for (let index = 0; index < sums.length; index += 1) sums[index] += unit[index];
    }
    of(sums).forEach((resampled, index) => {
      if (resampled !== null) drawn[index].push(resampled);
    });
  }
  return values.map((value, index): Estimate => {
    if (value === null) return { ...size, value, low: null, high: null, method: 'none' };
    const [low, high] = percentileInterval(drawn[index], confidence);
    return { ...size, value, low, high, method: groups.length === n ? 'bootstrap' : 'clustered-bootstrap' };
  });
}
