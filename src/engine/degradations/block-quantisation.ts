/** What JPEG loses: each block of 8 × 8 values of a channel keeps its cosine coefficients in steps alone. */
import type { ImageSpec } from '../../shared/data/modality';
import type { ImageValue } from '../modalities/modality';

const side = 8;

/** Steps for brightness of the JPEG standard (ITU-T T.81, Table K.1), row by row. */
const steps = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
] as const;

/** cosines[u][x] of the orthonormal transform. */
const cosines = Array.from({ length: side }, (_, u) =>
  Array.from(
    { length: side },
    (__, x) => (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / (2 * side)),
  ),
);

/** Every channel by itself; beyond the edge a block goes on as the edge is. @param quality of libjpeg, 1 to 100 */
export function blockQuantised({ height, width, channels }: ImageSpec, value: ImageValue, quality: number): ImageValue {
  const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  const own = steps.map((step) => Math.min(255, Math.max(1, Math.floor((step * scale + 50) / 100))));
  const result = new Float32Array(value.length);
  for (let top = 0; top < height; top += side) {
    for (let left = 0; left < width; left += side) {
      for (let channel = 0; channel < channels; channel += 1) {
        const block = Array.from({ length: side * side }, (_, at) => {
          const row = Math.min(height - 1, top + Math.floor(at / side));
          const column = Math.min(width - 1, left + (at % side));
          return 255 * value[(row * width + column) * channels + channel] - 128;
        });
        const kept = transformed(block, false).map((coefficient, at) => Math.round(coefficient / own[at]) * own[at]);
        transformed(kept, true).forEach((level, at) => {
          const [row, column] = [top + Math.floor(at / side), left + (at % side)];
          if (row >= height || column >= width) return;
          result[(row * width + column) * channels + channel] = Math.min(1, Math.max(0, (level + 128) / 255));
        });
      }
    }
  }
  return result;
}

/** The cosine transform of a block, rows then columns, or back. */
function transformed(block: readonly number[], isBack: boolean): readonly number[] {
  const weight = (to: number, from: number): number => (isBack ? cosines[from][to] : cosines[to][from]);
  const along = (values: readonly number[]): readonly number[] =>
    values.map((_, at) => {
      const [row, to] = [Math.floor(at / side), at % side];
      let sum = 0;
      for (let from = 0; from < side; from += 1) sum += weight(to, from) * values[row * side + from];
      return sum;
    });
  const turned = (values: readonly number[]): readonly number[] =>
    values.map((_, at) => values[(at % side) * side + Math.floor(at / side)]);
  return turned(along(turned(along(block))));
}
