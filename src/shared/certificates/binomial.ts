/**
 * P[Bin(n, p) ≥ k], summed in logarithms: far tails (below 1e-30) keep their digits.
 *
 * @param k hits, whole, 0 to n
 */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0 || p >= 1) return 1;
  if (p <= 0) return 0;
  const odds = Math.log(p) - Math.log1p(-p);
  let term = n * Math.log1p(-p);
  for (let hit = 0; hit < k; hit += 1) term += Math.log((n - hit) / (hit + 1)) + odds;
  // Terms of the tail relative to its first; they rise to the mode, then fall.
  let sum = 1;
  let scale = term;
  let relative = 0;
  for (let hit = k; hit < n; hit += 1) {
    relative += Math.log((n - hit) / (hit + 1)) + odds;
    if (relative > 0) {
      sum = sum * Math.exp(-relative) + 1;
      scale += relative;
      relative = 0;
    } else {
      const more = Math.exp(relative);
      sum += more;
      if (more < sum * 1e-18) break;
    }
  }
  return Math.min(1, Math.exp(scale + Math.log(sum)));
}

/**
 * One-sided Clopper-Pearson lower bound: BetaPPF(level; k, n − k + 1), the p at which k or more hits have probability
 * `level`; 0 without hits. Clopper & Pearson, Biometrika 26, 1934.
 */
export function lowerBound(k: number, n: number, level: number): number {
  if (k <= 0) return 0;
  const key = `${String(k)}/${String(n)}/${String(level)}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const bound = soughtBound(k, n, level);
  if (known.size >= mostKnown) known.clear();
  known.set(key, bound);
  return bound;
}

/** The votes of a study's samples recur from model to model, and a bound takes dozens of tails. */
const known = new Map<string, number>();
const mostKnown = 100_000;

function soughtBound(k: number, n: number, level: number): number {
  let low = 0;
  let high = 1;
  // Until neighbouring numbers are left; the lower of them is the safe one.
  for (let middle = 0.5; middle > low && middle < high; middle = (low + high) / 2) {
    if (binomialTail(k, n, middle) > level) high = middle;
    else low = middle;
  }
  return low;
}

/** One-sided Clopper-Pearson upper bound: BetaPPF(1 − level; k + 1, n − k); 1 where all hit. */
export function upperBound(k: number, n: number, level: number): number {
  return k >= n ? 1 : 1 - lowerBound(n - k, n, level);
}
