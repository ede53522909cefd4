/** ASR(b) = #{i ∈ C : r_i ≤ b} / #C as a right-continuous step function: the share reached from each `x` on. */
export interface SuccessCurve {
  /** Ascending budgets b in [0, 1] at which the curve rises. */
  readonly x: readonly number[];
  /** ASR at and after each of them. */
  readonly y: readonly number[];
  /** Number of samples, #C. */
  readonly n: number;
  /** ∫₀¹ (1 − ASR(b)) db, exact, before thinning. */
  readonly area: number | null;
}

/** Most steps that are kept; more would not be seen in a chart. */
const mostSteps = 120;

/**
 * Curve of a set of costs.
 *
 * @param costs r_i of every sample of C; Infinity for a failure (a success may cost 1, the whole input)
 */
export function successCurve(costs: readonly number[]): SuccessCurve {
  const n = costs.length;
  const finite = costs.filter((cost) => cost <= 1).sort((a, b) => a - b);
  const x: number[] = [];
  const y: number[] = [];
  finite.forEach((cost, index) => {
    if (x.at(-1) === cost) y[y.length - 1] = (index + 1) / n;
    else {
      x.push(cost);
      y.push((index + 1) / n);
    }
  });
  return { ...thinned(x, y), n, area: n === 0 ? null : areaAbove(x, y) };
}

/** ∫₀¹ (1 − ASR(b)) db of a step function. */
export function areaAbove(x: readonly number[], y: readonly number[]): number {
  let area = x.length === 0 ? 1 : x[0];
  for (let step = 0; step < x.length; step += 1) {
    const next = step + 1 < x.length ? x[step + 1] : 1;
    area += (1 - y[step]) * (next - x[step]);
  }
  return area;
}

/** ASR(b) of a curve, 0 before its first step. */
export function successAt(curve: Pick<SuccessCurve, 'x' | 'y'>, budget: number): number {
  let value = 0;
  for (let step = 0; step < curve.x.length && curve.x[step] <= budget; step += 1) value = curve.y[step];
  return value;
}

/** Keeps steps at about equal rises of the curve, the first and the last included. */
function thinned(x: readonly number[], y: readonly number[]): { x: readonly number[]; y: readonly number[] } {
  if (x.length <= mostSteps) return { x, y };
  const kept: number[] = [];
  const rise = y[y.length - 1] / mostSteps;
  let level = -Infinity;
  for (let step = 0; step < x.length; step += 1) {
    if (step === x.length - 1 || y[step] >= level + rise) {
      kept.push(step);
      level = y[step];
    }
  }
  return { x: kept.map((step) => x[step]), y: kept.map((step) => y[step]) };
}
