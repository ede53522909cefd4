import { fromBase64 } from '../../shared/base64';
import type { ImageRegion } from '../../shared/data/modality';
import type { Rgb, Style } from '../style';

/** An image as the engine sends it: 8-bit pixels, row-major, channels last. */
export interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly pixels: Uint8Array;
}

export function pictureOf(view: {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly pixels: string;
}): Picture {
  return {
    height: view.height,
    width: view.width,
    channels: view.channels,
    pixels: fromBase64(view.pixels),
  };
}

/** From dark to bright, for streams without colours. */
const ramp = ' .:-=+*#%@';
const removedMark = 'x';
const removedColours: readonly [Rgb, Rgb] = [
  [200, 40, 40],
  [120, 20, 20],
];

/**
 * Draws an image with one character per column and two rows: half blocks in colour on a terminal, else characters from
 * dark to bright. Removed rectangles are drawn as a red check, or as `x`.
 *
 * @param limit columns at most; wider images are drawn at a half, a third, …
 */
export function drawPicture(
  picture: Picture,
  removed: readonly ImageRegion[],
  style: Style,
  limit: number,
): readonly string[] {
  const step = Math.max(1, Math.ceil(picture.width / limit));
  const rows = Math.ceil(picture.height / step);
  const columns = Math.ceil(picture.width / step);
  const lines: string[] = [];
  for (let row = 0; row < rows; row += 2) {
    let line = '';
    for (let column = 0; column < columns; column += 1) {
      const upper = cell(picture, removed, row * step, column * step, step);
      const lower = row + 1 < rows ? cell(picture, removed, (row + 1) * step, column * step, step) : upper;
      line += style.enabled
        ? style.colours('▀', paint(upper, row, column), paint(lower, row + 1, column))
        : letter(upper, lower);
    }
    lines.push(line);
  }
  return lines;
}

interface DrawnCell {
  readonly colour: Rgb;
  readonly removed: boolean;
}

/** Mean colour of a square of pixels, and whether its middle is removed. */
function cell(picture: Picture, removed: readonly ImageRegion[], top: number, left: number, step: number): DrawnCell {
  const sums = [0, 0, 0];
  let pixels = 0;
  for (let y = top; y < Math.min(top + step, picture.height); y += 1) {
    for (let x = left; x < Math.min(left + step, picture.width); x += 1) {
      const start = (y * picture.width + x) * picture.channels;
      pixels += 1;
      for (let channel = 0; channel < 3; channel += 1) {
        sums[channel] += picture.pixels[start + (picture.channels === 1 ? 0 : channel)] ?? 0;
      }
    }
  }
  const middleRow = Math.min(top + Math.floor(step / 2), picture.height - 1);
  const middleColumn = Math.min(left + Math.floor(step / 2), picture.width - 1);
  const [red, green, blue] = sums.map((sum) => Math.round(sum / Math.max(1, pixels)));
  return {
    colour: [red, green, blue],
    removed: removed.some(
      ([y, x, height, width]) =>
        middleRow >= y && middleRow < y + height && middleColumn >= x && middleColumn < x + width,
    ),
  };
}

function paint(drawn: DrawnCell, row: number, column: number): Rgb {
  return drawn.removed ? removedColours[(row + column) % 2] : drawn.colour;
}

function letter(upper: DrawnCell, lower: DrawnCell): string {
  if (upper.removed || lower.removed) return removedMark;
  const mean = (luminance(upper.colour) + luminance(lower.colour)) / 2;
  return ramp[Math.min(ramp.length - 1, Math.floor((mean / 256) * ramp.length))];
}

/** Rec. 709 weights, on gamma-encoded values: good enough to choose a letter. */
function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
