import type { NoiseCurves } from '../../shared/degradations/noise-curves';
import { mapValues } from '../../shared/map-values';

/**
 * Robustness scores of MultiBench (Liang et al., NeurIPS 2021 Datasets & Benchmarks, arXiv 2107.07502, and its released
 * code). A curve `f` holds the performance at each of N levels of noise, `f[0]` clean; higher is better.
 */
export interface NoiseScores {
  /** R(f). */
  readonly relative: number;
  /** E(f); null without a reference curve. */
  readonly effective: number | null;
  /** (R − min) / (max − min) over the methods of the task; null where all are equal, and equal for equal ones, rounding aside. */
  readonly relativeNormalised: number | null;
  /** As `relativeNormalised`, of E. */
  readonly effectiveNormalised: number | null;
}

/** Distance of two levels of noise in the released code, whatever their true spacing. */
const step = 0.1;

/** Differences below this share of the largest value that was summed are rounding. */
const rounding = 1e-12;

/**
 * R(f) = Σ_{i<N−1} 0.1 · (f[i] + f[i+1]) / 2, the area below the curve. Not divided by the clean performance; with 9, 10
 * and 11 levels a perfect curve scores 0.8, 0.9 and 1.
 */
export function relativeRobustness(curve: readonly number[]): number {
  let area = 0;
  for (let level = 0; level + 1 < curve.length; level += 1) area += (step * (curve[level] + curve[level + 1])) / 2;
  return area;
}

/**
 * E(f) = Σ_{i<N} (f[i] − (LF[i] + f[0] − LF[0])): how much less a method loses than the reference, moved to the same
 * clean performance, summed over the levels (not their mean).
 *
 * @param reference LF, the curve of late fusion on the same task at the same levels
 */
export function effectiveRobustness(curve: readonly number[], reference: readonly number[]): number {
  const ahead = curve[0] - reference[0];
  return curve.reduce((sum, value, level) => sum + (value - (reference[level] + ahead)), 0);
}

/**
 * (v − min) / (max − min) of each value. The best and the worst are 1 and 0 by construction, and all move whenever the
 * set of methods changes.
 *
 * @param resolution differences up to this are rounding: such values count as one, so that all of the worst are 0 and all
 * of the best 1
 * @returns null for all where max = min
 */
export function normalised(values: readonly number[], resolution: number): readonly (number | null)[] {
  const steps = apart(values, resolution);
  if (steps.length < 2) return values.map(() => null);
  const [lowest, highest] = [steps[0], steps[steps.length - 1]];
  return values.map((value) => {
    const own = steps.findLast((step) => step <= value) ?? lowest;
    return (own - lowest) / (highest - lowest);
  });
}

/** The values in order, of those that lie no further apart than the resolution the lowest. */
function apart(values: readonly number[], resolution: number): readonly number[] {
  const steps: number[] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    const last = steps.at(-1);
    if (last === undefined || value - last > resolution) steps.push(value);
  }
  return steps;
}

export interface ScoringOptions {
  /** The method whose curve is the reference: late fusion. */
  readonly reference: string;
  /** Tasks whose performance is an error, as MSE or MAE: their curves are negated first. */
  readonly lowerIsBetter: readonly string[];
}

/** Scores of every method on every task. */
export function noiseScores(
  tasks: NoiseCurves,
  { reference, lowerIsBetter }: ScoringOptions,
): Readonly<Record<string, Readonly<Record<string, NoiseScores>>>> {
  const errors = new Set(lowerIsBetter);
  return Object.fromEntries(
    Object.entries(tasks).map(([task, methods]) => [
      task,
      scoresOfTask(errors.has(task) ? mapValues(methods, (curve) => curve.map((value) => -value)) : methods, reference),
    ]),
  );
}

function scoresOfTask(methods: NoiseCurves[string], reference: string): Readonly<Record<string, NoiseScores>> {
  const curves = Object.values(methods);
  const late = Object.hasOwn(methods, reference) ? methods[reference] : null;
  const relative = curves.map(relativeRobustness);
  const effective = late === null ? null : curves.map((curve) => effectiveRobustness(curve, late));
  const largest = curves.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const levels = curves.at(0)?.length ?? 0;
  const resolution = rounding * levels * largest;
  const relativeNormalised = normalised(relative, resolution);
  const effectiveNormalised = effective === null ? null : normalised(effective, resolution);
  return Object.fromEntries(
    Object.keys(methods).map((method, index) => [
      method,
      {
        relative: relative[index],
        effective: effective === null ? null : effective[index],
        relativeNormalised: relativeNormalised[index],
        effectiveNormalised: effectiveNormalised === null ? null : effectiveNormalised[index],
      },
    ]),
  );
}
