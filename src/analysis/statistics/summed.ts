/** Statistics that follow from sums over samples, with intervals by drawing the groups anew. */
import { groupedBy } from '../../shared/grouped-by';
import { intervalOf, mean, resamples, rounding } from './bootstrap';
import { nothing, usualConfidence, type Estimate } from './estimate';
import { drawerFor } from './generator';

/** Two values of one sample. */
export interface Pair {
  readonly x: number;
  readonly y: number;
  readonly group: string;
}

/** A statistic of sums over samples, with a percentile bootstrap over the groups; none where it is null. */
export function summedStatistic(
  samples: readonly { readonly group: string; readonly parts: readonly number[] }[],
  statistic: (sums: readonly number[]) => number | null,
  key: string,
  confidence: number = usualConfidence,
): Estimate {
  const n = samples.length;
  if (n === 0) return nothing;
  const width = samples[0].parts.length;
  const added = (rows: readonly (readonly number[])[]): readonly number[] => {
    const sums = new Array<number>(width).fill(0);
    for (const row of rows) for (let place = 0; place < width; place += 1) sums[place] += row[place];
    return sums;
  };
  const groups = [...groupedBy(samples, ({ group }) => group).values()].map((own) =>
    added(own.map(({ parts }) => parts)),
  );
  const value = statistic(added(samples.map(({ parts }) => parts)));
  if (value === null) return { ...nothing, n };
  const draw = drawerFor(key);
  const places = new Uint32Array(groups.length);
  const drawn = Array.from({ length: resamples }, () => {
    draw(places, groups.length);
    return statistic(added(Array.from(places, (place) => groups[place])));
  }).filter((one) => one !== null);
  const method = groups.length === n ? 'bootstrap' : 'clustered-bootstrap';
  return { value, n, clusters: groups.length, ...intervalOf(drawn, groups.length, method, confidence) };
}

/** Pearson's correlation with a 95 % percentile bootstrap over the groups; none where either does not vary. */
export function correlationOf(samples: readonly Pair[], key: string): Estimate {
  const n = samples.length;
  if (n === 0) return nothing;
  const [meanX, meanY] = [mean(samples.map(({ x }) => x)), mean(samples.map(({ y }) => y))];
  // About the means of all: sums of squares of large values would leave nothing of small differences.
  const moments = samples.map(({ x, y, group }) => ({
    group,
    parts: [1, x - meanX, y - meanY, (x - meanX) ** 2, (y - meanY) ** 2, (x - meanX) * (y - meanY)],
  }));
  return summedStatistic(moments, correlation, key);
}

/** @param moments n, Σx, Σy, Σx², Σy², Σxy */
function correlation([n, x, y, xx, yy, xy]: readonly number[]): number | null {
  const [varianceX, varianceY] = [xx / n - (x / n) ** 2, yy / n - (y / n) ** 2];
  if (varianceX <= rounding ** 2 || varianceY <= rounding ** 2) return null;
  return Math.max(-1, Math.min(1, (xy / n - (x / n) * (y / n)) / Math.sqrt(varianceX * varianceY)));
}
