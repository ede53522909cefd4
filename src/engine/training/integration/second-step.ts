import type { Pause } from '../../pause';
import { permutation, randomFrom } from '../../random';
import type { ScoreTable } from './score-table';

/** SGD of the released code: its rate is this share of the first step's; momentum and decay as there. */
const RATE_SHARE = 0.03;
const MOMENTUM = 0.9;
const WEIGHT_DECAY = 1e-2;
/** A denominator below it means that nothing seen can change the decision: no radius to learn from. */
const LEAST = 1e-12;

/** What stays as it is in the second step. */
export interface Fixed {
  readonly table: ScoreTable;
  /** τ_k^(m), [M, K] row-major. */
  readonly slopes: Float64Array;
  /** b_k. */
  readonly biases: ArrayLike<number>;
}

export interface SecondStepSettings {
  readonly epochs: number;
  readonly batchSize: number;
  /** Of the first step. */
  readonly learningRate: number;
  readonly seed: number;
}

export interface SecondStep {
  /** a_k^(m), [M, K] row-major, as float32 holds them. */
  readonly weights: Float64Array;
  /** Mean radius over the samples with the weights given, and with those found. */
  readonly before: number;
  readonly after: number;
  /** The epoch that gave them; 0 where none made the mean radius larger. */
  readonly best: number;
}

/**
 * Step 2 of CRMT (arXiv 2402.06244): raises the mean of r(x), bound B2 against the runner-up, by the weights alone. Scores
 * and slopes are constants, so that it goes in plain numbers and gives the same on every device. The weights of the best
 * epoch are kept: the mean radius does not fall.
 *
 * @param pause awaited before every epoch; may throw
 */
export async function secondStep(
  fixed: Fixed,
  start: Float64Array,
  settings: SecondStepSettings,
  pause: Pause,
): Promise<SecondStep> {
  const rows = fixed.table.labels.length;
  const rate = RATE_SHARE * settings.learningRate;
  const weights = Float64Array.from(start);
  const velocity = new Float64Array(weights.length);
  const before = meanRadius(fixed, start);
  let found: SecondStep = { weights: start, before, after: before, best: 0 };
  for (let epoch = 1; epoch <= settings.epochs; epoch += 1) {
    await pause();
    const order = permutation(rows, randomFrom(settings.seed, 'integration', epoch));
    for (let from = 0; from < rows; from += settings.batchSize) {
      const batch = order.subarray(from, from + settings.batchSize);
      const gradient = new Float64Array(weights.length);
      for (const row of batch) radiusOf(fixed, row, weights, gradient);
      for (let at = 0; at < weights.length; at += 1) {
        const downhill = -gradient[at] / batch.length + WEIGHT_DECAY * weights[at];
        velocity[at] = MOMENTUM * velocity[at] + downhill;
        weights[at] -= rate * velocity[at];
      }
    }
    const held = Float64Array.from(weights, Math.fround);
    const after = meanRadius(fixed, held);
    if (after > found.after) found = { weights: held, before, after, best: epoch };
  }
  return found;
}

export function meanRadius(fixed: Fixed, weights: Float64Array): number {
  const rows = fixed.table.labels.length;
  let sum = 0;
  for (let row = 0; row < rows; row += 1) sum += radiusOf(fixed, row, weights, null);
  return sum / rows;
}

/**
 * r = (Σ_m [a_y s_y − a_j s_j] + b_y − b_j) / √(Σ_m (|a_y| τ_y + |a_j| τ_j)²), j the runner-up; below zero where the sample
 * is misclassified. The amounts, since B2 as printed needs weights that are not negative.
 *
 * @param gradient receives ∂r/∂a, added to what it holds; null where it is not wanted
 */
export function radiusOf(fixed: Fixed, row: number, weights: Float64Array, gradient: Float64Array | null): number {
  const { table, slopes, biases } = fixed;
  const { classes, scores, labels } = table;
  const count = table.modalities.length;
  const base = row * count * classes;
  const y = labels[row];
  let j = -1;
  let closest = -Infinity;
  let own = 0;
  for (let k = 0; k < classes; k += 1) {
    let logit = biases[k];
    for (let m = 0; m < count; m += 1) logit += weights[m * classes + k] * scores[base + m * classes + k];
    if (k === y) own = logit;
    else if (logit > closest) [j, closest] = [k, logit];
  }
  let squares = 0;
  for (let m = 0; m < count; m += 1) squares += lipschitz(m * classes) ** 2;
  const bottom = Math.sqrt(squares);
  if (bottom < LEAST) return 0;
  const radius = (own - closest) / bottom;
  if (gradient !== null) {
    for (let m = 0; m < count; m += 1) {
      const at = m * classes;
      const falls = (radius * lipschitz(at)) / bottom;
      const perClass = (k: number): number => falls * slopes[at + k] * Math.sign(weights[at + k]);
      gradient[at + y] += (scores[base + at + y] - perClass(y)) / bottom;
      gradient[at + j] += (-scores[base + at + j] - perClass(j)) / bottom;
    }
  }
  return radius;

  function lipschitz(at: number): number {
    return Math.abs(weights[at + y]) * slopes[at + y] + Math.abs(weights[at + j]) * slopes[at + j];
  }
}
