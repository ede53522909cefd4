import { nothing, type Estimate, type Observation } from './estimate';
import { generatorFor, type Generator } from './generator';

const resamples = 1000;

interface Cluster {
  sum: number;
  count: number;
  readonly values: number[];
}

/**
 * Mean with a 95 % percentile bootstrap over the groups (over samples where every sample is its own group).
 *
 * @param key seeds the resampling: equal keys and values give equal intervals
 */
export function meanOf(samples: readonly Observation[], key: string): Estimate {
  const clusters = clustersOf(samples);
  return estimate(samples, clusters, key, mean(samples.map((sample) => sample.value)), (draw) => {
    let sum = 0;
    let count = 0;
    for (let index = 0; index < clusters.length; index += 1) {
      const cluster = clusters[Math.floor(draw() * clusters.length)];
      sum += cluster.sum;
      count += cluster.count;
    }
    return sum / count;
  });
}

/** Median with a 95 % percentile bootstrap over the groups. */
export function medianOf(samples: readonly Observation[], key: string): Estimate {
  const clusters = clustersOf(samples);
  return estimate(samples, clusters, key, median(samples.map((sample) => sample.value)), (draw) => {
    const values: number[] = [];
    for (let index = 0; index < clusters.length; index += 1) {
      values.push(...clusters[Math.floor(draw() * clusters.length)].values);
    }
    return median(values);
  });
}

/**
 * Mean over training seeds and samples, with a two-level 95 % bootstrap: seeds are drawn, then groups within each.
 *
 * @param seeds one list of observations per training seed
 */
export function twoLevelMean(seeds: readonly (readonly Observation[])[], key: string): Estimate {
  const filled = seeds.filter((samples) => samples.length > 0);
  if (filled.length === 0) return nothing;
  if (filled.length === 1) return meanOf(filled[0], key);
  const levels = filled.map(clustersOf);
  const draw = generatorFor(key);
  const means = Array.from({ length: resamples }, () => {
    let total = 0;
    for (let level = 0; level < levels.length; level += 1) {
      const clusters = levels[Math.floor(draw() * levels.length)];
      let sum = 0;
      let count = 0;
      for (let index = 0; index < clusters.length; index += 1) {
        const cluster = clusters[Math.floor(draw() * clusters.length)];
        sum += cluster.sum;
        count += cluster.count;
      }
      total += sum / count;
    }
    return total / levels.length;
  });
  const [low, high] = percentileInterval(means);
  return {
    value: mean(filled.map((samples) => mean(samples.map((sample) => sample.value)))),
    low,
    high,
    n: filled.reduce((sum, samples) => sum + samples.length, 0),
    clusters: Math.max(...levels.map((clusters) => clusters.length)),
    method: 'two-level',
  };
}

function estimate(
  samples: readonly Observation[],
  clusters: readonly Cluster[],
  key: string,
  value: number,
  resample: (draw: Generator) => number,
): Estimate {
  const n = samples.length;
  if (n === 0) return nothing;
  const size = { value, n, clusters: clusters.length };
  if (clusters.length < 2) return { ...size, low: null, high: null, method: 'none' };
  const draw = generatorFor(key);
  const [low, high] = percentileInterval(Array.from({ length: resamples }, () => resample(draw)));
  return { ...size, low, high, method: clusters.length === n ? 'bootstrap' : 'clustered-bootstrap' };
}

function clustersOf(samples: readonly Observation[]): readonly Cluster[] {
  const clusters = new Map<string, Cluster>();
  for (const { value, group } of samples) {
    const cluster = clusters.get(group) ?? { sum: 0, count: 0, values: [] };
    cluster.sum += value;
    cluster.count += 1;
    cluster.values.push(value);
    clusters.set(group, cluster);
  }
  return [...clusters.values()];
}

function percentileInterval(values: readonly number[]): readonly [low: number, high: number] {
  const sorted = Float64Array.from(values).sort();
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** Quantile of sorted values, linear between neighbours. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function median(values: readonly number[]): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}
