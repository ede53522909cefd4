import { LabError } from '../../../../shared/errors';
import type { InputOf } from '../../../../shared/mapping/inputs';
import { decodePicture } from '../decode-picture';
import { decodeDepth, type DepthMap } from '../depth-png';
import { meanOfChannels } from '../grey';
import { RowProblem } from '../../../files/row-problem';
import { isPng, plainPng } from '../png';
import { decodeWebpWithAlpha, isWebp } from '../webp';
import { LARGEST_PICTURE, type Picture } from '../picture';
import { resizeAndCrop, resizeMeasured, resizeWhole } from '../resize';
import { numbersOf, type Numbers } from './cell';
import { contentOf, fileBytes, ofPictures, type InputReader, type Reading } from './reading';

type Levels = readonly [low: number, high: number];

/** Pictures as 8-bit pixels of one size. */
export async function imageReader(input: InputOf<'image'>, { root, first }: Reading): Promise<InputReader> {
  const { height, width, colour, fit, half } = input;
  const channels = colour === 'grey' ? 1 : 3;
  const levels = input.levels ?? (input.column === undefined ? null : await levelsIn(input.column, first));
  return ofPictures({ kind: 'image', height, width, channels }, async (row) => {
    const content = await contentOf(input, root, row);
    const whole =
      content instanceof Uint8Array
        ? decodedAs(content, input.alpha)
        : pictureOf(numbersOf(content, input.column ?? ''), levels ?? [0, 255], input.axes);
    const picture = half === undefined ? whole : halfOf(whole, half);
    const rgb = fit === 'crop' ? resizeAndCrop(picture, height) : resizeWhole(picture, { height, width });
    return { value: channels === 1 ? meanOfChannels(rgb) : rgb, size: picture };
  });
}

/** @throws RowProblem for a picture of one column */
function halfOf({ height, width, rgb }: Picture, half: 'left' | 'right'): Picture {
  const side = Math.floor(width / 2);
  if (side === 0) throw new RowProblem('The picture is too narrow to have halves.');
  const from = half === 'left' ? 0 : width - side;
  const kept = new Uint8Array(3 * height * side);
  for (let row = 0; row < height; row += 1) {
    kept.set(rgb.subarray(3 * (row * width + from), 3 * (row * width + from + side)), 3 * row * side);
  }
  return { height, width: side, rgb: kept };
}

/** A picture whose fourth channel is passed over, or is what is wanted. @throws RowProblem */
function decodedAs(bytes: Uint8Array, alpha: InputOf<'image'>['alpha']): Picture {
  if (alpha === 'white') return decodePicture(bytes);
  const decoded = fourChannels(bytes);
  const { height, width, data } = decoded;
  const rgb = new Uint8Array(3 * height * width);
  for (let at = 0; at < rgb.length; at += 1) {
    rgb[at] = data[4 * Math.floor(at / 3) + (alpha === 'only' ? 3 : at % 3)];
  }
  return { height, width, rgb };
}

function fourChannels(bytes: Uint8Array): Pick<ReturnType<typeof plainPng>, 'height' | 'width' | 'data'> {
  try {
    if (isWebp(bytes)) {
      const { height, width, rgba } = decodeWebpWithAlpha(bytes);
      return { height, width, data: rgba };
    }
    if (!isPng(bytes)) throw new RowProblem('The picture is neither PNG nor WebP, so it has no fourth channel.');
    const png = plainPng(bytes);
    if (png.channels === 4 && png.depth === 8) return png;
    throw new RowProblem('The picture has not four channels of 8 bits.');
  } catch (error) {
    if (error instanceof RowProblem) throw error;
    throw new RowProblem('The picture is corrupt.');
  }
}

/** Levels of arrays that the mapping does not tell: 0 to 1 where no number of the first rows is above 1. */
async function levelsIn(column: string, first: Reading['first']): Promise<Levels> {
  let highest = 0;
  for (const row of first) {
    const cell = await row.cell(column).catch(() => null);
    try {
      for (const value of cell === null || cell instanceof Uint8Array ? [] : numbersOf(cell, column).values) {
        highest = Math.max(highest, value);
      }
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
    }
  }
  return highest > 1 ? [0, 255] : [0, 1];
}

/** An array [height, width], with colours first or last, or in one row where it is a square. @throws RowProblem */
export function pictureOf({ shape, values }: Numbers, levels: Levels, axes: 'hwc' | 'chw' | undefined): Picture {
  const sides = shape.filter((side) => side !== 1);
  const laid = laidOut(sides, axes);
  if (laid === null) throw new RowProblem(`An array of ${shape.join(' × ')} numbers is no picture.`);
  const { height, width, channels, isFirst } = laid;
  if (height * width > LARGEST_PICTURE) throw new RowProblem(`The picture is too large: ${width} × ${height} pixels.`);
  const toLevel = levelOf(levels);
  const rgb = new Uint8Array(3 * height * width);
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const own = Math.min(channel, channels - 1);
      rgb[3 * pixel + channel] = toLevel(values[isFirst ? own * height * width + pixel : pixel * channels + own]);
    }
  }
  return { height, width, rgb };
}

function laidOut(
  sides: readonly number[],
  axes: 'hwc' | 'chw' | undefined,
): { readonly height: number; readonly width: number; readonly channels: number; readonly isFirst: boolean } | null {
  const [one, two, three] = sides;
  switch (sides.length) {
    case 1: {
      const channels = Number.isInteger(Math.sqrt(one)) ? 1 : 3;
      const side = Math.sqrt(one / channels);
      return Number.isInteger(side) ? { height: side, width: side, channels, isFirst: axes === 'chw' } : null;
    }
    case 2:
      return { height: one, width: two, channels: 1, isFirst: true };
    case 3:
      if (axes !== 'chw' && (three === 3 || three === 4))
        return { height: one, width: two, channels: three, isFirst: false };
      if (axes !== 'hwc' && one === 3) return { height: two, width: three, channels: one, isFirst: true };
      return null;
    default:
      return null;
  }
}

/** A number as a level of 8 bits. */
export function levelOf([low, high]: Levels): (value: number) => number {
  return (value) => Math.min(255, Math.max(0, Math.round((255 * (value - low)) / (high - low))));
}

/** Of the shorter side, what MUROAN’s preprocessing keeps of a picture. */
const KEPT_SHARE = 224 / 256;

/** Depth as a grey picture: places where nothing was measured stay black. */
export function depthReader(input: InputOf<'depth'>, { root }: Reading): Promise<InputReader> {
  const { height, width, fit, levels } = input;
  if (!(levels[0] < levels[1])) {
    throw new LabError('invalid', 'has its upper level first.', { where: 'inputs.levels', remedy: 'Swap them.' });
  }
  const toLevel = levelOf(levels);
  return Promise.resolve(
    ofPictures({ kind: 'image', height, width, channels: 1 }, async (row) => {
      const map = decodeDepth(await fileBytes(root, input.file, row));
      const measured = resizeMeasured(fit === 'crop' ? middleOf(map) : map, { height, width });
      return { value: Uint8Array.from(measured, (value) => (value === 0 ? 0 : toLevel(value))), size: map };
    }),
  );
}

function middleOf({ height, width, values }: DepthMap): DepthMap {
  const side = Math.max(1, Math.round(Math.min(height, width) * KEPT_SHARE));
  const [top, left] = [Math.floor((height - side) / 2), Math.floor((width - side) / 2)];
  return {
    height: side,
    width: side,
    values: Uint16Array.from({ length: side * side }, (_, at) => {
      return values[(top + Math.floor(at / side)) * width + left + (at % side)];
    }),
  };
}
