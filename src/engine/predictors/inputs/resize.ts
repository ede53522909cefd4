import type { Plane } from '../../../shared/data/modality';

/**
 * Brings a plane to other sides, linearly between the centres of pixels, its edges repeated: what PyTorch's `interpolate` does
 * with `mode="bilinear", align_corners=False, antialias=False`.
 *
 * @param values [height, width, channels], row-major
 */
export function resized(values: Float32Array, from: Plane, height: number, width: number): Float32Array {
  const { channels } = from;
  if (from.height === height && from.width === width) return values;
  const result = new Float32Array(height * width * channels);
  const columns = stepsOf(from.width, width);
  stepsOf(from.height, height).forEach((row, y) => {
    columns.forEach((column, x) => {
      for (let channel = 0; channel < channels; channel += 1) {
        const at = (line: number, place: number): number => values[(line * from.width + place) * channels + channel];
        const above = mix(at(row.low, column.low), at(row.low, column.high), column.share);
        const below = mix(at(row.high, column.low), at(row.high, column.high), column.share);
        result[(y * width + x) * channels + channel] = mix(above, below, row.share);
      }
    });
  });
  return result;
}

interface Step {
  readonly low: number;
  readonly high: number;
  /** Of the higher. */
  readonly share: number;
}

export function stepsOf(from: number, to: number): readonly Step[] {
  return Array.from({ length: to }, (_, place) => {
    const centre = Math.max(0, ((place + 0.5) * from) / to - 0.5);
    const low = Math.min(Math.floor(centre), from - 1);
    return { low, high: Math.min(low + 1, from - 1), share: centre - low };
  });
}

function mix(low: number, high: number, share: number): number {
  return low + (high - low) * share;
}
