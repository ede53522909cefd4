/**
 * Noise of numbers as MultiBench makes it (Liang et al., arXiv 2107.07502, and its released code). What is dropped takes the
 * mean of the training data, which is the zero of that code: its numbers are standardised. White noise is in standard deviations
 * for the same reason.
 */
import type { SequenceSpec, SkeletonSpec, TabularSpec } from '../../shared/data/modality';
import type { PlaneValue } from '../modalities/modality';
import { ownPlane } from '../modalities/own-plane';
import type { Random } from '../random';

/**
 * Each column is dropped with probability `level`; then, with the same probability, a column changes places with the next one.
 * The released code overwrites before it saves, and so copies the left neighbour; here they truly change places. What is
 * exchanged are standardised values, as columns have different units.
 */
export function noisyTable(spec: TabularSpec, value: PlaneValue, level: number, random: Random): PlaneValue {
  if (level === 0) return value;
  const { mean, std } = spec;
  const standard = Float32Array.from(value, (own, column) =>
    random.uniform() < level ? 0 : (own - mean[column]) / std[column],
  );
  swapNeighbours(standard, level, random);
  return standard.map((own, column) => Math.min(1, Math.max(0, mean[column] + own * std[column])));
}

/** Each number, with probability `level`, changes places with the next one, from left to right. */
export function swapNeighbours(values: Float32Array, level: number, random: Random): void {
  for (let left = 0; left + 1 < values.length; left += 1) {
    if (random.uniform() >= level) continue;
    const saved = values[left];
    values[left] = values[left + 1];
    values[left + 1] = saved;
  }
}

/**
 * One draw of N(0, level²) for each step, added to all that is measured at it; each number dropped with probability `level`;
 * each whole step dropped with probability `level`.
 */
export function noisySteps(
  spec: SequenceSpec | SkeletonSpec,
  value: PlaneValue,
  level: number,
  random: Random,
): PlaneValue {
  if (level === 0) return value;
  const { height, width, channels } = ownPlane(spec, value);
  const { mean, std } = spec;
  const changed = value.slice();
  for (let step = 0; step < width; step += 1) {
    const shift = level * random.normal();
    const gone = random.uniform() < level;
    for (let row = 0; row < height; row += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        const index = (row * width + step) * channels + channel;
        const dropped = random.uniform() < level || gone;
        changed[index] = dropped ? mean[channel] : Math.min(1, Math.max(0, value[index] + shift * std[channel]));
      }
    }
  }
  return changed;
}
