import type { Plane } from '../../../shared/data/modality';
import type { Random } from '../../random';

/** Share of the joints that are corrupted together: 15 of 25 as released. */
const CORRUPTED = 15 / 25;

/**
 * A view of a clip as UmURL's code draws it: a part of it stretched to its length; then, as likely, some joints corrupted or all
 * sheared.
 *
 * @param joints [joint, step, coordinate] in units
 * @param crop least share of the steps that is shown
 */
export function viewOf(joints: Float32Array, plane: Plane, crop: number, random: Random): Float32Array {
  const shown = cropped(joints, plane, crop, random);
  return random.uniform() < 0.5 ? corrupted(shown, plane, random) : sheared(shown, plane, random);
}

/** A run of steps, from the least share to all of them, at a random place, stretched linearly. */
export function cropped(joints: Float32Array, plane: Plane, crop: number, random: Random): Float32Array {
  const { height, width: steps, channels } = plane;
  const share = crop + (1 - crop) * random.uniform();
  const length = Math.min(steps, Math.max(2, Math.round(share * steps)));
  const start = random.below(steps - length + 1);
  const result = new Float32Array(joints.length);
  for (let joint = 0; joint < height; joint += 1) {
    for (let step = 0; step < steps; step += 1) {
      const place = steps === 1 ? start : start + (step * (length - 1)) / (steps - 1);
      const before = Math.min(steps - 1, Math.floor(place));
      const after = Math.min(steps - 1, before + 1);
      const part = place - before;
      for (let channel = 0; channel < channels; channel += 1) {
        const at = (index: number): number => joints[(joint * steps + index) * channels + channel];
        result[(joint * steps + step) * channels + channel] = (1 - part) * at(before) + part * at(after);
      }
    }
  }
  return result;
}

/** Three joints of five, drawn anew: all set to zero, or all mapped by one matrix with entries from −1 to 1, as likely. */
export function corrupted(joints: Float32Array, plane: Plane, random: Random): Float32Array {
  const { height, width, channels } = plane;
  const chosen = new Set<number>();
  const count = Math.round(CORRUPTED * height);
  while (chosen.size < count) chosen.add(random.below(height));
  const isZero = random.uniform() < 0.5;
  const matrix = Array.from({ length: channels * channels }, () => (isZero ? 0 : entry(random)));
  const result = joints.slice();
  for (const joint of chosen) map(result, joint * width, (joint + 1) * width, channels, matrix);
  return result;
}

/** All joints at all steps mapped by one matrix: 1 on its diagonal, from −1 to 1 beside it. */
export function sheared(joints: Float32Array, plane: Plane, random: Random): Float32Array {
  const { height, width, channels } = plane;
  const matrix = Array.from({ length: channels * channels }, (_, at) =>
    Math.floor(at / channels) === at % channels ? 1 : entry(random),
  );
  const result = joints.slice();
  map(result, 0, height * width, channels, matrix);
  return result;
}

function entry(random: Random): number {
  return 2 * random.uniform() - 1;
}

/** Maps places in place: x → M x. */
function map(values: Float32Array, from: number, to: number, channels: number, matrix: readonly number[]): void {
  for (let place = from; place < to; place += 1) {
    const own = values.slice(place * channels, (place + 1) * channels);
    for (let row = 0; row < channels; row += 1) {
      let sum = 0;
      for (let column = 0; column < channels; column += 1) sum += matrix[row * channels + column] * own[column];
      values[place * channels + row] = sum;
    }
  }
}
