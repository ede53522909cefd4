import {
  isBox,
  modalityFacts,
  planeOf,
  type Fills,
  type ImageRegion,
  type ModalityKind,
  type PlaneKind,
  type PlaneSpec,
  type Region,
} from '../../shared/data/modality';
import { LabError } from '../../shared/errors';
import type { Random } from '../random';
import type { Modality, PlaneValue } from './modality';
import { ownPlane, ownSpec } from './own-plane';

/** What one kind of modality on a plane does its own way. */
export interface PlaneKindFacts<Spec extends PlaneSpec> {
  readonly kind: Spec['kind'];
  readonly roots: (spec: Spec, id: string) => readonly Region[];
  readonly children: (spec: Spec, region: Region) => readonly Region[];
  readonly side: Modality<Spec, PlaneValue>['side'];
  /** The cells of a grid; absent where they are as even as whole elements allow. */
  readonly grid?: (spec: Spec, id: string) => readonly Region[];
  /** What takes the place of a removed number, by its index in the value. */
  readonly filler: (spec: Spec, value: PlaneValue, fills: Fills, noise: Random) => (index: number) => number;
}

/**
 * A modality whose values are numbers on a plane: the element is a place (whatever the number of channels), the regions are
 * rectangles. How they are cut is told by each kind in its own file.
 */
export function planeModality<Spec extends PlaneSpec>(kind: PlaneKindFacts<Spec>): Modality<Spec, PlaneValue> {
  const modality: Modality<Spec, PlaneValue> = {
    floats: (spec) => {
      const { height, width, channels } = planeOf(spec);
      return height * width * channels;
    },
    elements: (spec, value) => {
      const { height, width } = ownPlane(spec, value);
      return height * width;
    },
    roots: (spec, value, id) => kind.roots(ownSpec(spec, value), id),
    children: kind.children,
    grid: (spec, value, id, cells) => {
      if (kind.grid !== undefined) return kind.grid(ownSpec(spec, value), id);
      const { height, width } = ownPlane(spec, value);
      return stripes(height, cells).flatMap(([top, rows]) =>
        stripes(width, cells).map(([left, columns]) => boxRegion(kind.kind, id, [top, left, rows, columns])),
      );
    },
    side: kind.side,
    removedElements: (spec, value, regions) => {
      if (regions.length === 0) return 0;
      if (regions.length === 1) {
        const [, , height, width] = boxOf(kind.kind, regions[0]);
        return height * width;
      }
      return unionOf(ownSpec(spec, value), regions).reduce((sum, removed) => sum + removed, 0);
    },
    remove: (spec, value, regions, fills, noise) => {
      const changed = value.slice();
      const { width, channels } = planeOf(spec);
      const fill = kind.filler(spec, value, fills, noise);
      // The union, so that an element under two regions takes one draw of the noise.
      const removed = unionOf(ownSpec(spec, value), regions);
      const [firstRow, endRow] = rowsOf(kind.kind, regions);
      for (let element = firstRow * width; element < endRow * width; element += 1) {
        if (removed[element] !== 1) continue;
        for (let index = element * channels; index < (element + 1) * channels; index += 1) changed[index] = fill(index);
      }
      return changed;
    },
    displaced: (whole, value, regions, random) => {
      const spec = ownSpec(whole, value);
      const size = modality.removedElements(spec, value, regions);
      for (let draw = 0; draw < DRAWS; draw += 1) {
        const placed = regions.map((region) => placedAnywhere(spec, region, random));
        if (modality.removedElements(spec, value, placed) === size) return placed;
      }
      const { height, width } = planeOf(spec);
      const [down, right] = [random.below(height), random.below(width)];
      return regions.flatMap((region) => movedAround(spec, region, down, right));
    },
  };
  return modality;
}

export function boxRegion(kind: PlaneKind, modality: string, box: ImageRegion): Region {
  return { kind, modality, box };
}

/** The box of a region of this kind of modality. @throws LabError `invalid` for a region of another kind */
export function boxOf(kind: PlaneKind, region: Region): ImageRegion {
  if (isBox(region) && region.kind === kind) return region.box;
  throw new LabError('invalid', `${article(region.kind, true)} region was given to ${article(kind, false)}.`, {
    where: region.modality,
    remedy: 'Pass each modality its own regions.',
  });
}

/** `An image` or `a table`. */
function article(kind: ModalityKind, starts: boolean): string {
  const word = /^[aeiou]/u.test(kind) ? 'an' : 'a';
  return `${starts ? word.charAt(0).toUpperCase() + word.slice(1) : word} ${kind}`;
}

/** A box of steps cut in two, the first half the longer one; nothing where it is one step long. */
export function halvedSteps(kind: PlaneKind, region: Region): readonly Region[] {
  const [row, start, rows, steps] = boxOf(kind, region);
  if (steps <= 1) return [];
  const first = Math.ceil(steps / 2);
  return [
    boxRegion(kind, region.modality, [row, start, rows, first]),
    boxRegion(kind, region.modality, [row, start + first, rows, steps - first]),
  ];
}

/** The mean of the training split: per channel, or per column where a table has one channel. */
export function meanAt({ mean }: PlaneSpec): (index: number) => number {
  return (index) => mean[index % mean.length];
}

/** Start and length of `count` stripes that are as even as whole pixels allow; fewer where there are fewer. */
function stripes(length: number, count: number): readonly (readonly [number, number])[] {
  const edge = (at: number): number => Math.floor((at * length) / count);
  return Array.from({ length: count }, (_, at) => [edge(at), edge(at + 1) - edge(at)] as const).filter(
    ([, extent]) => extent > 0,
  );
}

/** Tries to place cells independently so that they cover as much as before; large ones overlap nearly always. */
const DRAWS = 8;

function placedAnywhere(spec: PlaneSpec, region: Region, random: Random): Region {
  const plane = planeOf(spec);
  const [, , height, width] = boxOf(spec.kind, region);
  const [row, column] = [random.below(plane.height - height + 1), random.below(plane.width - width + 1)];
  return boxRegion(spec.kind, region.modality, [row, column, height, width]);
}

/** The cell moved down and to the right; what leaves the image comes in again on the other side, in pieces. */
function movedAround(spec: PlaneSpec, region: Region, down: number, right: number): readonly Region[] {
  const plane = planeOf(spec);
  const [row, column, height, width] = boxOf(spec.kind, region);
  return spans(row + down, height, plane.height).flatMap(([top, rows]) =>
    spans(column + right, width, plane.width).map(([left, columns]) =>
      boxRegion(spec.kind, region.modality, [top, left, rows, columns]),
    ),
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

/** One mark per pixel, row-major: 1 where any of the regions lies. */
function unionOf(spec: PlaneSpec, regions: readonly Region[]): Uint8Array {
  const plane = planeOf(spec);
  const union = new Uint8Array(plane.height * plane.width);
  for (const region of regions) {
    const [row, column, height, width] = boxOf(spec.kind, region);
    if (row + height > plane.height || column + width > plane.width) {
      throw new LabError(
        'invalid',
        `The region [${[row, column, height, width].join(', ')}] leaves the ${spec.kind}.`,
        {
          where: region.modality,
          remedy: `Give a region inside ${plane.height} × ${plane.width} ${modalityFacts[spec.kind].element}s.`,
        },
      );
    }
    for (let y = row; y < row + height; y += 1) {
      const start = y * plane.width + column;
      union.fill(1, start, start + width);
    }
  }
  return union;
}

/** First row that a region touches, and the one after the last: of a large image, a small part is looked through. */
function rowsOf(kind: PlaneKind, regions: readonly Region[]): readonly [number, number] {
  let [first, end] = [Infinity, 0];
  for (const region of regions) {
    const [row, , height] = boxOf(kind, region);
    first = Math.min(first, row);
    end = Math.max(end, row + height);
  }
  return [Math.min(first, end), end];
}
