/** Parts of feature maps: how far a change of the input spreads through the layers of a convolutional network. */
import type { ImageRegion } from '../../../shared/data/modality';

/** A rectangle of cells of a map [H, W]. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** A computed part of one row's map: its cells, row-major, begin at `first` of some rows. */
export interface Patch {
  readonly area: Area;
  readonly first: number;
  /** The part of it that is used. */
  readonly used: Area;
}

export interface MapSize {
  readonly height: number;
  readonly width: number;
}

export function areaOf([top, left, height, width]: ImageRegion): Area {
  return { top, left, height, width };
}

/**
 * What changes in the output of (convolution 3×3 `same`, max-pool 2×2 `valid`) when an area of its input does.
 *
 * @param pooled size of the output: an odd rest of the input has no cell in it
 */
export function afterStage({ top, left, height, width }: Area, pooled: MapSize): Area {
  const [first, rows] = spread(top, height, pooled.height);
  const [start, columns] = spread(left, width, pooled.width);
  return { top: first, left: start, height: rows, width: columns };
}

/** The convolution reaches one cell further on both sides; pooling takes every pair that is touched. */
function spread(from: number, length: number, cells: number): readonly [number, number] {
  const first = Math.min(Math.max(0, Math.floor((from - 1) / 2)), cells - 1);
  const end = Math.min(cells, Math.ceil((from + length + 1) / 2));
  return [first, end - first];
}

/** Areas that cost no less apart than as one rectangle, as one; until there are none. */
export function joined(areas: readonly Area[]): readonly Area[] {
  const apart: Area[] = [];
  for (const area of areas) {
    let grown = area;
    for (let at = 0; at < apart.length; at += 1) {
      const both = around(apart[at], grown);
      if (cost(both) > cost(apart[at]) + cost(grown)) continue;
      apart.splice(at, 1);
      grown = both;
      // Now larger, it may meet those that were passed over.
      at = -1;
    }
    apart.push(grown);
  }
  return apart;
}

/** What lies in both; null for nothing. */
export function overlap(a: Area, b: Area): Area | null {
  const top = Math.max(a.top, b.top);
  const left = Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - top;
  const width = Math.min(a.left + a.width, b.left + b.width) - left;
  return height > 0 && width > 0 ? { top, left, height, width } : null;
}

function around(a: Area, b: Area): Area {
  const top = Math.min(a.top, b.top);
  const left = Math.min(a.left, b.left);
  const bottom = Math.max(a.top + a.height, b.top + b.height);
  const right = Math.max(a.left + a.width, b.left + b.width);
  return { top, left, height: bottom - top, width: right - left };
}

/** In cells, with the border that has to be read around them. */
function cost({ height, width }: Area): number {
  return (height + 1) * (width + 1);
}

/**
 * A slightly larger area of one of few sizes, so that the areas of many rows share one call: kept within the map. The
 * cells it takes in have not changed, and computing them again gives what they were.
 */
export function widened(area: Area, map: MapSize): Area {
  const height = Math.min(map.height, step(area.height));
  const width = Math.min(map.width, step(area.width));
  return {
    top: Math.min(area.top, map.height - height),
    left: Math.min(area.left, map.width - width),
    height,
    width,
  };
}

/** Steps of about an eighth: few sizes, and little computed in vain. */
function step(length: number): number {
  const unit = length <= 6 ? 1 : length <= 12 ? 2 : length <= 48 ? 4 : 8;
  return Math.ceil(length / unit) * unit;
}
