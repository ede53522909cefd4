import { normalQuantile } from './normal-quantile';

/** How an interval was obtained; `none` where there are too few units for one. */
export type IntervalMethod = 'wilson' | 'clustered-wilson' | 'bootstrap' | 'clustered-bootstrap' | 'two-level' | 'none';

/** Of intervals where nothing else is asked for. */
export const usualConfidence = 0.95;

/** A number with its interval, of 95 % where nothing else is said, and what it was computed from. */
export interface Estimate {
  /** Null when there is nothing to compute it from. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Samples. */
  readonly n: number;
  /** Independent units among them: what the interval counts. */
  readonly clusters: number;
  readonly method: IntervalMethod;
}

/** A share of samples. */
export interface Rate extends Estimate {
  readonly hits: number;
}

/** One sample's contribution: its value and the real unit it belongs to. */
export interface Observation {
  readonly value: number;
  readonly group: string;
}

export const nothing: Estimate = { value: null, low: null, high: null, n: 0, clusters: 0, method: 'none' };

/** The same difference the other way round. */
export function negated(estimate: Estimate): Estimate {
  const { value, low, high } = estimate;
  const minus = (bound: number | null): number | null => (bound === null ? null : 0 - bound);
  return { ...estimate, value: minus(value), low: minus(high), high: minus(low) };
}

/**
 * Wilson score interval: ( p + z²/2n ± z √(p(1−p)/n + z²/4n²) ) / (1 + z²/n), z = 1.96 at 95 %.
 *
 * @param n may be fractional (effective number of independent samples); 0 gives [0, 1]
 */
export function wilson(
  hits: number,
  n: number,
  confidence: number = usualConfidence,
): readonly [low: number, high: number] {
  if (n <= 0) return [0, 1];
  const z = normalQuantile((1 + confidence) / 2);
  const p = hits / n;
  const centre = p + (z * z) / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  // The bounds at p = 0 and p = 1 are exact; rounding would leave 1e-17.
  return [
    hits <= 0 ? 0 : Math.max(0, (centre - spread) / scale),
    hits >= n ? 1 : Math.min(1, (centre + spread) / scale),
  ];
}

/** Share of hits among `n` samples, each its own unit, with its 95 % Wilson interval. */
export function rateOfCounts(hits: number, n: number): Rate {
  if (n === 0) return { ...nothing, hits: 0 };
  const [low, high] = wilson(hits, n);
  return { value: hits / n, low, high, n, clusters: n, method: 'wilson', hits };
}

/** Share of hits with its interval, as `shareOf`. */
export function rateOf(
  samples: readonly { readonly hit: boolean; readonly group: string }[],
  confidence: number = usualConfidence,
): Rate {
  const observations = samples.map(({ hit, group }) => ({ value: Number(hit), group }));
  return { ...shareOf(observations, confidence), hits: observations.reduce((sum, { value }) => sum + value, 0) };
}

/**
 * Mean of shares in [0, 1] (a hit, or the part of a sample's draws that hit) with its interval: Wilson where every
 * sample is its own unit, otherwise Wilson at the effective number of samples n / design effect, the design effect from
 * the between-cluster variance (never below 1; at 0 or 100 % the variance says nothing, so the number of clusters is
 * taken). Fractions vary less than hits, so for them the interval is wide rather than narrow.
 */
export function shareOf(samples: readonly Observation[], confidence: number = usualConfidence): Estimate {
  const clusters = new Map<string, { hits: number; count: number }>();
  let hits = 0;
  for (const { value, group } of samples) {
    const cluster = clusters.get(group) ?? { hits: 0, count: 0 };
    cluster.count += 1;
    cluster.hits += value;
    hits += value;
    clusters.set(group, cluster);
  }
  return shareOfClusters([...clusters.values()], hits, samples.length, confidence);
}

/** Samples of one real unit, counted. */
export interface Cluster {
  readonly hits: number;
  readonly count: number;
}

/** Share of hits with its 95 % interval, as `rateOf`, of samples that are counted by their real unit already. */
export function rateOfClusters(clusters: readonly Cluster[]): Rate {
  const hits = clusters.reduce((sum, cluster) => sum + cluster.hits, 0);
  const n = clusters.reduce((sum, { count }) => sum + count, 0);
  return { ...shareOfClusters(clusters, hits, n, usualConfidence), hits };
}

function shareOfClusters(clusters: readonly Cluster[], hits: number, n: number, confidence: number): Estimate {
  if (n === 0) return nothing;
  const p = hits / n;
  if (clusters.length === n) {
    const [low, high] = wilson(hits, n, confidence);
    return { value: p, low, high, n, clusters: n, method: 'wilson' };
  }
  const effective = effectiveSize(clusters, p, n);
  const [low, high] = wilson(p * effective, effective, confidence);
  return { value: p, low, high, n, clusters: clusters.length, method: 'clustered-wilson' };
}

function effectiveSize(clusters: readonly Cluster[], p: number, n: number): number {
  const count = clusters.length;
  if (p === 0 || p === 1 || count < 2) return count;
  const between = clusters.reduce((sum, cluster) => sum + (cluster.hits - cluster.count * p) ** 2, 0);
  const variance = ((count / (count - 1)) * between) / (n * n);
  return n / Math.max(1, variance / ((p * (1 - p)) / n));
}
