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
export function resizeAndCrop({ height, width, rgb }: Picture, side: number): Uint8Array {
  const scale = Math.round(side * RESIZED_PER_CROPPED) / Math.min(height, width);
  const cropped = (length: number): readonly Contribution[] =>
    contributions(length, Math.max(side, Math.round(length * scale)), side);
  return rounded(resampled({ width, channels: 3, values: rgb }, cropped(height), cropped(width)));
}

/** Size of a picture that is stretched to it whole, whatever its own proportions. */
export interface Size {
  readonly height: number;
  readonly width: number;
}

/** As `resizeAndCrop`, but nothing is cut off: height and width are each brought to their size. */
export function resizeWhole({ height, width, rgb }: Picture, to: Size): Uint8Array {
  return rounded(stretched({ height, width, channels: 3, values: rgb }, to));
}

/**
 * Measurements of which 0 says that nothing was measured there: the mean of those that were, so that a place beside a gap
 * does not come nearer; 0 where there are none.
 *
 * @returns [height, width] in the measurements' own unit
 */
export function resizeMeasured(map: Size & { readonly values: Uint16Array }, to: Size): Float64Array {
  const sums = stretched({ ...map, channels: 1 }, to);
  const measured = stretched({ ...map, channels: 1, values: map.values.map((value) => Number(value > 0)) }, to);
  // What rounding leaves of a weight is no measurement.
  return sums.map((sum, at) => (measured[at] < 1e-9 ? 0 : sum / measured[at]));
}

/** Numbers of the largest room that is kept for the next picture: 8 MB. */
const MOST_KEPT = 2 ** 20;

/** Row-major numbers, channels last. */
interface Levels {
  readonly width: number;
  readonly channels: number;
  readonly values: ArrayLike<number>;
}

function stretched(levels: Levels & Size, to: Size): Float64Array {
  return resampled(
    levels,
    contributions(levels.height, to.height, to.height),
    contributions(levels.width, to.width, to.width),
  );
}

function resampled(
  { width, channels, values }: Levels,
  down: readonly Contribution[],
  across: readonly Contribution[],
): Float64Array {
  // Rows first, and only those that are needed.
  const firstRow = Math.min(...down.map(({ start }) => start));
  const lastRow = Math.max(...down.map(({ start, weights }) => start + weights.length));
  const row = across.length * channels;
  const narrowed = roomFor((lastRow - firstRow) * row);
  for (let y = firstRow; y < lastRow; y += 1) {
    for (let x = 0; x < across.length; x += 1) {
      const { start, weights } = across[x];
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = 0;
        for (let tap = 0; tap < weights.length; tap += 1) {
          sum += weights[tap] * values[(y * width + start + tap) * channels + channel];
        }
        narrowed[(y - firstRow) * row + x * channels + channel] = sum;
      }
    }
  }
  const resized = new Float64Array(down.length * row);
  down.forEach(({ start, weights }, y) => {
    for (let index = 0; index < row; index += 1) {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap += 1) {
        sum += weights[tap] * narrowed[(start - firstRow + tap) * row + index];
      }
      resized[y * row + index] = sum;
    }
  });
  return resized;
}

/** Of one picture after the other: every place that is read was written for the same. */
let room = new Float64Array(0);

function roomFor(numbers: number): Float64Array {
  if (numbers > MOST_KEPT) return new Float64Array(numbers);
  if (room.length < numbers) room = new Float64Array(numbers);
  return room;
}

function rounded(levels: Float64Array): Uint8Array {
  const bytes = new Uint8Array(levels.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Math.min(255, Math.max(0, Math.round(levels[at])));
  return bytes;
}

/** As `resizeAndCrop`, of classes: each place takes the class of the source pixel that its middle lies in. */
export function resizeAndCropClasses(map: PixelClasses, side: number): Uint8Array {
  const scale = Math.round(side * RESIZED_PER_CROPPED) / Math.min(map.height, map.width);
  const cropped = (length: number): readonly number[] =>
    sources(length, Math.max(side, Math.round(length * scale)), side);
  return classesAt(map, cropped(map.height), cropped(map.width));
}

/** As `resizeWhole`, of classes. */
export function resizeWholeClasses(map: PixelClasses, to: Size): Uint8Array {
  return classesAt(map, sources(map.height, to.height, to.height), sources(map.width, to.width, to.width));
}

function classesAt({ width, classes }: PixelClasses, rows: readonly number[], columns: readonly number[]): Uint8Array {
  return Uint8Array.from(rows.flatMap((row) => columns.map((column) => classes[row * width + column])));
}

/** Source positions of the middle `kept` of `resized` output positions. */
function sources(length: number, resized: number, kept: number): readonly number[] {
  const offset = Math.floor((resized - kept) / 2);
  return Array.from({ length: kept }, (_, position) =>
    Math.min(length - 1, Math.floor(((position + offset + 0.5) * length) / resized)),
  );
}

/** Pictures of one data set mostly have few sizes. */
const computed = new Map<string, readonly Contribution[]>();
const MOST_COMPUTED = 64;

/** Source positions and weights (summing to 1) that make one output position. */
interface Contribution {
  readonly start: number;
  readonly weights: readonly number[];
}

/** Of the middle `kept` of `resized` output positions. */
function contributions(length: number, resized: number, kept: number): readonly Contribution[] {
  const sizes = `${length} ${resized} ${kept}`;
  const known = computed.get(sizes);
  if (known !== undefined) return known;
  if (computed.size >= MOST_COMPUTED) computed.clear();
  const found = computeContributions(length, resized, kept);
  computed.set(sizes, found);
  return found;
}

function computeContributions(length: number, resized: number, kept: number): readonly Contribution[] {
  const step = length / resized;
  const radius = Math.max(1, step);
  const offset = Math.floor((resized - kept) / 2);
  return Array.from({ length: kept }, (_, position) => {
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
