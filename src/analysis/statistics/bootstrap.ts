import { nothing, shareOf, usualConfidence, type Estimate, type IntervalMethod, type Observation } from './estimate';
import { drawerFor, type Drawer } from './generator';

export const resamples = 1000;
/** Units below which a bootstrap only repeats the few values there are. */
export const fewestClusters = 5;
/** Units below which equal values are no evidence of no variation: at 30, a value not seen can still be one in ten. */
const fewestAlike = 30;
/** Width that summing equal values in another order may leave. */
export const rounding = 1e-12;

interface Cluster {
  sum: number;
  readonly values: number[];
}

/**
 * Mean with a percentile bootstrap over the groups, of 95 % where nothing else is said (over samples where every sample is its own group).
 *
 * @param key seeds the resampling: equal keys and values give equal intervals
 */
export function meanOf(samples: readonly Observation[], key: string, confidence: number = usualConfidence): Estimate {
  const resampler = (clusters: readonly Cluster[], draw: Drawer): (() => number) => {
    const size = clusters.length;
    const sums = Float64Array.from(clusters, ({ sum }) => sum);
    const counts = Float64Array.from(clusters, ({ values }) => values.length);
    const places = new Uint32Array(size);
    return () => {
      draw(places, size);
      let sum = 0;
      let count = 0;
      for (const place of places) {
        sum += sums[place];
        count += counts[place];
      }
      return sum / count;
    };
  };
  return estimate(samples, key, mean(samples.map(({ value }) => value)), resampler, confidence);
}

/** One sample's contribution to a ratio of two sums. */
export interface Part extends Observation {
  readonly of: number;
}

/** Σ value / Σ of with a 95 % percentile bootstrap over the groups, both sums of the same resample. */
export function ratioOf(samples: readonly Part[], key: string): Estimate {
  const whole = samples.reduce((sum, { of }) => sum + of, 0);
  if (whole === 0) return nothing;
  const ofs = clustersOf(samples.map(({ of, group }) => ({ value: of, group })));
  const ofSums = Float64Array.from(ofs.values(), ({ sum }) => sum);
  const resampler = (clusters: readonly Cluster[], draw: Drawer): (() => number) => {
    const size = clusters.length;
    const sums = Float64Array.from(clusters, ({ sum }) => sum);
    const places = new Uint32Array(size);
    return () => {
      for (;;) {
        draw(places, size);
        let sum = 0;
        let of = 0;
        for (const place of places) {
          sum += sums[place];
          of += ofSums[place];
        }
        // A resample with nothing to divide by says nothing; some other one has something.
        if (of > 0) return sum / of;
      }
    };
  };
  const total = samples.reduce((sum, { value }) => sum + value, 0);
  return estimate(samples, key, total / whole, resampler);
}

/** One sample's value, and those of what it is compared with. */
export interface Rivalled extends Observation {
  readonly rivals: readonly number[];
}

/**
 * Mean − the largest of the rivals' means, with a percentile bootstrap over the groups. Which rival is best is found anew in
 * every resample, so that the interval knows that it was chosen.
 *
 * @param samples each with as many rivals, in one order
 */
export function meanLessBest(samples: readonly Rivalled[], key: string, confidence?: number): Estimate {
  const rivals = samples.at(0)?.rivals.length ?? 0;
  if (rivals === 0) return nothing;
  if (rivals === 1) {
    return meanOf(
      samples.map(({ value, rivals: [rival], group }) => ({ value: value - rival, group })),
      key,
      confidence,
    );
  }
  const differences = Array.from({ length: rivals }, (_, rival) =>
    samples.map(({ value, rivals: own, group }) => ({ value: value - own[rival], group })),
  );
  const byRival = differences.map((own) => [...clustersOf(own).values()]);
  const counts = Float64Array.from(byRival[0], ({ values }) => values.length);
  const sums = byRival.map((clusters) => Float64Array.from(clusters, ({ sum }) => sum));
  const resampler = (clusters: readonly Cluster[], draw: Drawer): (() => number) => {
    const drawn = new Uint32Array(clusters.length);
    return () => {
      draw(drawn, clusters.length);
      const count = drawn.reduce((sum, place) => sum + counts[place], 0);
      return Math.min(...sums.map((own) => drawn.reduce((sum, place) => sum + own[place], 0))) / count;
    };
  };
  const least = Math.min(...differences.map((own) => mean(own.map(({ value }) => value))));
  return estimate(differences[0], key, least, resampler, confidence);
}

/** Median with a 95 % percentile bootstrap over the groups. */
export function medianOf(samples: readonly Observation[], key: string): Estimate {
  const resampler = (clusters: readonly Cluster[], draw: Drawer): (() => number) => {
    const size = clusters.length;
    const counts = Uint32Array.from(clusters, ({ values }) => values.length);
    // Sorted once: a resample repeats these values, as often as their cluster was drawn.
    const sorted = clusters
      .flatMap(({ values }, cluster) => values.map((value) => ({ value, cluster })))
      .sort((a, b) => a.value - b.value);
    const values = Float64Array.from(sorted, ({ value }) => value);
    const clusterOf = Uint32Array.from(sorted, ({ cluster }) => cluster);
    const times = new Uint32Array(size);
    const places = new Uint32Array(size);
    return () => {
      draw(places, size);
      times.fill(0);
      let total = 0;
      for (const place of places) {
        times[place] += 1;
        total += counts[place];
      }
      // How far the sorted values are gone through, and how many of the resample that makes.
      let next = 0;
      let passed = 0;
      const valueAt = (rank: number): number => {
        while (passed <= rank) passed += times[clusterOf[next++]];
        return values[next - 1];
      };
      return between(valueAt, total, 0.5);
    };
  };
  return estimate(samples, key, median(samples.map(({ value }) => value)), resampler);
}

/**
 * Mean over training seeds and samples, with a two-level 95 % bootstrap: seeds are drawn, and groups are drawn once for
 * all of them, because every seed's model answers the same samples.
 *
 * @param seeds one list of observations per training seed; lists may lack samples of others
 */
export function twoLevelMean(seeds: readonly (readonly Observation[])[], key: string): Estimate {
  const filled = seeds.filter((samples) => samples.length > 0);
  if (filled.length === 0) return nothing;
  if (filled.length === 1) return meanOf(filled[0], key);
  const groups = [...new Set(filled.flatMap((samples) => samples.map(({ group }) => group)))];
  const levels = filled.map((samples) => {
    const clusters = clustersOf(samples);
    return {
      sums: Float64Array.from(groups, (group) => clusters.get(group)?.sum ?? 0),
      counts: Float64Array.from(groups, (group) => clusters.get(group)?.values.length ?? 0),
    };
  });
  const draw = drawerFor(key);
  const drawn = new Uint32Array(groups.length);
  const drawnLevels = new Uint32Array(levels.length);
  const means: number[] = [];
  for (let sample = 0; sample < resamples; sample += 1) {
    draw(drawn, groups.length);
    draw(drawnLevels, levels.length);
    const levelMeans = Array.from(drawnLevels, (level) => {
      const { sums, counts } = levels[level];
      let sum = 0;
      let count = 0;
      for (const place of drawn) {
        sum += sums[place];
        count += counts[place];
      }
      return count === 0 ? null : sum / count;
    });
    const present = levelMeans.filter((value) => value !== null);
    if (present.length > 0) means.push(mean(present));
  }
  return {
    ...intervalOf(means, groups.length, 'two-level'),
    value: mean(filled.map((samples) => mean(samples.map(({ value }) => value)))),
    n: filled.reduce((sum, samples) => sum + samples.length, 0),
    clusters: groups.length,
  };
}

/**
 * As `twoLevelMean`, for shares in [0, 1]. Where they do not vary at all, a bootstrap says nothing: Wilson over the
 * groups instead.
 */
export function twoLevelShare(seeds: readonly (readonly Observation[])[], key: string): Estimate {
  const estimated = twoLevelMean(seeds, key);
  const { value, low, high } = estimated;
  return low === null || high === null || high - low < rounding ? { ...shareOf(seeds.flat()), value } : estimated;
}

function estimate(
  samples: readonly Observation[],
  key: string,
  value: number,
  resampler: (clusters: readonly Cluster[], draw: Drawer) => () => number,
  confidence: number = usualConfidence,
): Estimate {
  const n = samples.length;
  if (n === 0) return nothing;
  const clusters = [...clustersOf(samples).values()];
  const size = { value, n, clusters: clusters.length };
  const resample = resampler(clusters, drawerFor(key));
  const method = clusters.length === n ? 'bootstrap' : 'clustered-bootstrap';
  return { ...size, ...intervalOf(Array.from({ length: resamples }, resample), clusters.length, method, confidence) };
}

/** Percentile interval of resampled values; none where there are too few units for it to mean anything. */
export function intervalOf(
  values: readonly number[],
  clusters: number,
  method: IntervalMethod,
  confidence: number = usualConfidence,
): Pick<Estimate, 'low' | 'high' | 'method'> {
  const [low, high] = percentileInterval(values, confidence);
  return clusters < fewestClusters || (high - low < rounding && clusters < fewestAlike)
    ? { low: null, high: null, method: 'none' }
    : { low, high, method };
}

function clustersOf(samples: readonly Observation[]): ReadonlyMap<string, Cluster> {
  const clusters = new Map<string, Cluster>();
  for (const { value, group } of samples) {
    const cluster = clusters.get(group) ?? { sum: 0, values: [] };
    cluster.sum += value;
    cluster.values.push(value);
    clusters.set(group, cluster);
  }
  return clusters;
}

export function percentileInterval(
  values: readonly number[],
  confidence: number,
): readonly [low: number, high: number] {
  const tail = (1 - confidence) / 2;
  const sorted = Float64Array.from(values).sort();
  return [quantile(sorted, tail), quantile(sorted, 1 - tail)];
}

/** Quantile of sorted values, linear between neighbours. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  return between((rank) => sorted[rank], sorted.length, q);
}

/** @param valueAt the value of a rank from 0, of `count` sorted values; asked for ranks that rise */
function between(valueAt: (rank: number) => number, count: number, q: number): number {
  const position = q * (count - 1);
  const below = Math.floor(position);
  const lower = valueAt(below);
  return lower + (position - below) * (valueAt(Math.min(below + 1, count - 1)) - lower);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function median(values: readonly number[]): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}
