import type { PixelClasses } from './indexed-png';
import type { Picture } from './picture';

/** MUROAN's preprocessing: the shorter side to 256, then the central 224 × 224. */
const RESIZED_PER_CROPPED = 256 / 224;

/**
 * Resizes so that the shorter side is `side` × 256/224, and cuts the central `side` × `side` out: Resize + CenterCrop.
 * Bilinear; when shrinking, the triangle is widened by the factor so that every source pixel counts.
 *
 * @returns RGB, 8 bits, [side, side, 3]
 */
export function resizeAndCrop(picture: Picture, side: number): Uint8Array {
  const { height, width, rgb } = picture;
  const scale = Math.round(side * RESIZED_PER_CROPPED) / Math.min(height, width);
  const across = contributions(width, scale, side);
  const down = contributions(height, scale, side);
  // Rows first, and only those that the crop needs.
  const firstRow = Math.min(...down.map(({ start }) => start));
  const lastRow = Math.max(...down.map(({ start, weights }) => start + weights.length));
  const narrowed = new Float64Array((lastRow - firstRow) * side * 3);
  for (let y = firstRow; y < lastRow; y += 1) {
    across.forEach(({ start, weights }, x) => {
      for (let channel = 0; channel < 3; channel += 1) {
        let sum = 0;
        for (let tap = 0; tap < weights.length; tap += 1) {
          sum += weights[tap] * rgb[(y * width + start + tap) * 3 + channel];
        }
        narrowed[((y - firstRow) * side + x) * 3 + channel] = sum;
      }
    });
  }
  const cropped = new Uint8Array(side * side * 3);
  down.forEach(({ start, weights }, y) => {
    for (let index = 0; index < side * 3; index += 1) {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap += 1) {
        sum += weights[tap] * narrowed[(start - firstRow + tap) * side * 3 + index];
      }
      cropped[y * side * 3 + index] = Math.min(255, Math.max(0, Math.round(sum)));
    }
  });
  return cropped;
}

/** As `resizeAndCrop`, of classes: each place takes the class of the source pixel that its middle lies in. */
export function resizeAndCropClasses({ height, width, classes }: PixelClasses, side: number): Uint8Array {
  const scale = Math.round(side * RESIZED_PER_CROPPED) / Math.min(height, width);
  const sources = (length: number): readonly number[] => {
    const resized = Math.max(side, Math.round(length * scale));
    const offset = Math.floor((resized - side) / 2);
    return Array.from({ length: side }, (_, position) =>
      Math.min(length - 1, Math.floor(((position + offset + 0.5) * length) / resized)),
    );
  };
  const across = sources(width);
  return Uint8Array.from(sources(height).flatMap((row) => across.map((column) => classes[row * width + column])));
}

/** Source positions and weights (summing to 1) that make one output position. */
interface Contribution {
  readonly start: number;
  readonly weights: readonly number[];
}

function contributions(length: number, scale: number, side: number): readonly Contribution[] {
  const resized = Math.max(side, Math.round(length * scale));
  const step = length / resized;
  const radius = Math.max(1, step);
  const offset = Math.floor((resized - side) / 2);
  return Array.from({ length: side }, (_, position) => {
    const centre = (position + offset + 0.5) * step;
    const start = Math.max(0, Math.ceil(centre - radius - 0.5));
    const end = Math.min(length, Math.floor(centre + radius - 0.5) + 1);
    const raw = Array.from({ length: end - start }, (_tap, tap) =>
      Math.max(0, 1 - Math.abs(start + tap + 0.5 - centre) / radius),
    );
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    return { start, weights: raw.map((weight) => weight / total) };
  });
}
