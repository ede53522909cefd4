import { wilson, type Estimate } from '../statistics/estimate';

/**
 * The least number of samples with which the interval would not hold the threshold any more, if they gave the same figure
 * and depended on each other as these do: by Wilson at the effective number of samples where the interval is one, otherwise
 * by a width that falls with the root of n. Null where the figure lies on the threshold, as near as makes no
 * difference, or has no interval.
 *
 * @param confidence of the estimate's interval
 */
export function decidingSamples(estimate: Estimate, threshold: number, confidence: number): number | null {
  const { value, low, high, n, method } = estimate;
  if (value === null || low === null || high === null || value === threshold) return null;
  switch (method) {
    case 'wilson':
    case 'clustered-wilson': {
      const share = effectiveSamples(value, high - low, n, confidence) / n;
      return firstWhere(n, (samples) =>
        isApart(wilson(value * samples * share, samples * share, confidence), threshold),
      );
    }
    case 'bootstrap':
    case 'clustered-bootstrap':
    case 'two-level': {
      const reach = value > threshold ? value - low : high - value;
      return Math.ceil(n * (reach / Math.abs(value - threshold)) ** 2);
    }
    case 'none':
      return null;
    default:
      return method satisfies never;
  }
}

function isApart([low, high]: readonly [low: number, high: number], threshold: number): boolean {
  return low >= threshold || high <= threshold;
}

/** The number of independent samples whose Wilson interval is as wide: n, or fewer where samples depend on each other. */
function effectiveSamples(value: number, width: number, n: number, confidence: number): number {
  let [few, many] = [0, n];
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (few + many) / 2;
    const [low, high] = wilson(value * middle, middle, confidence);
    if (high - low > width) few = middle;
    else many = middle;
  }
  return many;
}

/** Beyond it, rounding decides. */
const mostSamples = 1e9;

/** The least whole number above `from` that is so, where all above it are; null where none is that anybody could draw. */
function firstWhere(from: number, isSo: (count: number) => boolean): number | null {
  let [before, after] = [from, 2 * from];
  while (!isSo(after)) {
    if (after > mostSamples) return null;
    [before, after] = [after, 2 * after];
  }
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (isSo(middle)) after = middle;
    else before = middle;
  }
  return after;
}
