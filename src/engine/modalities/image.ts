import type { ImageFill, ImageRegion, ImageSpec, Region } from '../../shared/modality';
import { LabError } from '../../shared/errors';
import type { Random } from '../random';
import { boxBlur } from './box-blur';
import type { ImageValue, Modality } from './modality';

/**
 * Image: the element is the pixel (a position, whatever the number of channels), the regions are quad-tree cells
 * (MUROAN, stage A): sides from max(height, width), each the half of the one before, rounded up. A cell is clipped at
 * the image border, not at its parent's, so the cells of an odd side may overlap a neighbour.
 */
export const image: Modality<ImageSpec, ImageValue> = {
  floats: (spec) => spec.height * spec.width * spec.channels,
  elements: (spec) => spec.height * spec.width,
  roots: (spec, _value, id) => quadrants(spec, id, 0, 0, Math.max(spec.height, spec.width)),
  children: (spec, region) => {
    const [row, column] = boxOf(region);
    return quadrants(spec, region.modality, row, column, sideOf(region));
  },
  grid: ({ height, width }, _value, id, cells) =>
    stripes(height, cells).flatMap(([top, rows]) =>
      stripes(width, cells).map(([left, columns]): Region => {
        return { kind: 'image', modality: id, box: [top, left, rows, columns] };
      }),
    ),
  side: (spec, region) => {
    const elements = sideOf(region);
    return { elements, fraction: elements / Math.max(spec.height, spec.width) };
  },
  removedElements: (spec, _value, regions) => {
    if (regions.length === 0) return 0;
    if (regions.length === 1) {
      const [, , height, width] = boxOf(regions[0]);
      return height * width;
    }
    return unionOf(spec, regions).reduce((sum, removed) => sum + removed, 0);
  },
  remove: (spec, value, regions, fill, noise) => {
    const changed = value.slice();
    const write = pixelWriter(spec, value, fill.image, noise);
    // The union, so that a pixel under two cells takes one draw of the noise.
    const removed = unionOf(spec, regions);
    const [firstRow, endRow] = rowsOf(regions);
    for (let pixel = firstRow * spec.width; pixel < endRow * spec.width; pixel += 1) {
      if (removed[pixel] === 1) write(changed, pixel);
    }
    return changed;
  },
  displaced: (spec, value, regions, random) => {
    const size = image.removedElements(spec, value, regions);
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const placed = regions.map((region) => placedAnywhere(spec, region, random));
      if (image.removedElements(spec, value, placed) === size) return placed;
    }
    const [down, right] = [random.below(spec.height), random.below(spec.width)];
    return regions.flatMap((region) => movedAround(spec, region, down, right));
  },
};

/** Start and length of `count` stripes that are as even as whole pixels allow; fewer where there are fewer pixels. */
function stripes(length: number, count: number): readonly (readonly [number, number])[] {
  const edge = (at: number): number => Math.floor((at * length) / count);
  return Array.from({ length: count }, (_, at) => [edge(at), edge(at + 1) - edge(at)] as const).filter(
    ([, extent]) => extent > 0,
  );
}

/** Tries to place cells independently so that they cover as much as before; large ones overlap nearly always. */
const DRAWS = 8;

function placedAnywhere(spec: ImageSpec, region: Region, random: Random): Region {
  const [, , height, width] = boxOf(region);
  const [row, column] = [random.below(spec.height - height + 1), random.below(spec.width - width + 1)];
  return { kind: 'image', modality: region.modality, box: [row, column, height, width] };
}

/** The cell moved down and to the right; what leaves the image comes in again on the other side, in pieces. */
function movedAround(spec: ImageSpec, region: Region, down: number, right: number): readonly Region[] {
  const [row, column, height, width] = boxOf(region);
  return spans(row + down, height, spec.height).flatMap(([top, rows]) =>
    spans(column + right, width, spec.width).map(([left, columns]): Region => {
      return { kind: 'image', modality: region.modality, box: [top, left, rows, columns] };
    }),
  );
}

/** Start and length of the one or two pieces of a span on a circle. */
function spans(start: number, length: number, around: number): readonly (readonly [number, number])[] {
  const first = start % around;
  const before = Math.min(length, around - first);
  return before === length
    ? [[first, length]]
    : [
        [first, before],
        [0, length - before],
      ];
}

/** The four cells of half the side, row-major; those that lie wholly beyond the border are dropped. */
function quadrants(
  spec: ImageSpec,
  modality: string,
  top: number,
  left: number,
  parentSide: number,
): readonly Region[] {
  if (parentSide <= 1) return [];
  const side = Math.ceil(parentSide / 2);
  return [0, side].flatMap((down) =>
    [0, side].flatMap((across): readonly Region[] => {
      const row = top + down;
      const column = left + across;
      const height = Math.min(side, spec.height - row);
      const width = Math.min(side, spec.width - column);
      if (height <= 0 || width <= 0) return [];
      const box: ImageRegion = [row, column, height, width];
      return [{ kind: 'image', modality, box, ...(Math.max(height, width) === side ? {} : { side }) }];
    }),
  );
}

/** One mark per pixel, row-major: 1 where any of the regions lies. */
function unionOf(spec: ImageSpec, regions: readonly Region[]): Uint8Array {
  const union = new Uint8Array(spec.height * spec.width);
  for (const region of regions) {
    const [row, column, height, width] = boxOf(region);
    if (row + height > spec.height || column + width > spec.width) {
      throw new LabError('invalid', `The region [${[row, column, height, width].join(', ')}] leaves the image.`, {
        where: region.modality,
        remedy: `Give a region inside ${spec.height} × ${spec.width} pixels.`,
      });
    }
    for (let y = row; y < row + height; y += 1) {
      const start = y * spec.width + column;
      union.fill(1, start, start + width);
    }
  }
  return union;
}

/** First row that a region touches, and the one after the last: of a large image, a small part is looked through. */
function rowsOf(regions: readonly Region[]): readonly [number, number] {
  let [first, end] = [Infinity, 0];
  for (const region of regions) {
    const [row, , height] = boxOf(region);
    first = Math.min(first, row);
    end = Math.max(end, row + height);
  }
  return [Math.min(first, end), end];
}

type PixelWriter = (target: Float32Array, pixel: number) => void;

function pixelWriter(spec: ImageSpec, value: ImageValue, fill: ImageFill, noise: Random): PixelWriter {
  const { channels } = spec;
  const each =
    (level: (channel: number, index: number) => number): PixelWriter =>
    (target, pixel) => {
      for (let channel = 0; channel < channels; channel += 1) {
        const index = pixel * channels + channel;
        target[index] = level(channel, index);
      }
    };
  switch (fill) {
    case 'mean':
      return each((channel) => spec.mean[channel]);
    case 'black':
      return each(() => 0);
    case 'white':
      return each(() => 1);
    case 'noise':
      return each(() => noise.uniform());
    case 'blur': {
      const blurred = boxBlur(spec, value);
      return each((_channel, index) => blurred[index]);
    }
    default:
      return fill satisfies never;
  }
}

function boxOf(region: Region): ImageRegion {
  if (region.kind !== 'image') {
    throw new LabError('invalid', `A ${region.kind} region was given to an image.`, {
      where: region.modality,
      remedy: 'Pass each modality its own regions.',
    });
  }
  return region.box;
}

/** Side of the cell before clipping. */
function sideOf(region: Region): number {
  const [, , height, width] = boxOf(region);
  return (region.kind === 'image' ? region.side : undefined) ?? Math.max(height, width);
}
