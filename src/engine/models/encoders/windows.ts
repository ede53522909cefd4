/** Cut-outs of pictures and of feature maps, as the layers above them read them. */
import * as tf from '@tensorflow/tfjs-core';
import type { Plane, PlaneSpec } from '../../../shared/data/modality';
import type { ImageValue } from '../../modalities/modality';
import type { ChangedPicture } from '../incremental';
import { areaOf, overlap, type Area, type MapSize, type Patch } from './areas';

/** Where a window lies that may reach over the border of its map. */
export type Window = Area;

/** Which maps a window is cut from: those of an untouched row, but for the patches, later ones over earlier ones. */
export interface Cut {
  readonly row: number;
  /** Among the kept rows. */
  readonly kept: readonly Patch[];
  /** Among the computed rows. */
  readonly computed: readonly Patch[];
  readonly window: Window;
}

/**
 * Feature maps as rows of numbers, one per cell: first those of `count` untouched samples, then one of zeros (which is
 * what lies beyond every border), then the cells of patches.
 */
export interface MapRows {
  readonly rows: tf.Tensor2D;
  readonly map: MapSize;
  readonly count: number;
}

/** Maps [S, H, W, C], given in parts, as rows [S · H · W + 1, C] with the row of zeros. */
export function withBorder(maps: readonly tf.Tensor4D[]): tf.Tensor2D {
  return tf.concat([...maps.map(rowsOf), tf.zeros([1, maps[0].shape[3]])], 0);
}

/** Maps [B, H, W, C] as rows [B · H · W, C]. */
export function rowsOf(maps: tf.Tensor4D): tf.Tensor2D {
  const channels = maps.shape[3];
  return tf.reshape(maps, [maps.size / channels, channels]);
}

/**
 * Windows in groups of one size, each [T, h, w, C]. What was kept may be much, so that it is not moved to be beside what
 * was computed: the windows are first cut from what was kept, and then what was computed is laid over them.
 *
 * @param computed rows of computed patches; null for none
 */
export function windowsOf(
  kept: MapRows,
  computed: tf.Tensor2D | null,
  groups: readonly (readonly Cut[])[],
): readonly tf.Tensor4D[] {
  const cuts = groups.flat();
  const sizes = cuts.map(({ window }) => window.height * window.width);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const fromKept = new Int32Array(total);
  const overlaid = new Int32Array(total).map((_, at) => at);
  let at = 0;
  let cellsComputed = 0;
  for (const [index, { row, window, ...patches }] of cuts.entries()) {
    untouched(fromKept, at, row, window, kept);
    for (const patch of patches.kept) overlay(fromKept, at, window, patch, 0);
    for (const patch of patches.computed) cellsComputed += overlay(overlaid, at, window, patch, total);
    at += sizes[index];
  }
  const channels = kept.rows.shape[1];
  const cut = tf.gather(kept.rows, tf.tensor1d(fromKept, 'int32'));
  const cells =
    computed !== null && cellsComputed > 0
      ? tf.gather(tf.concat([cut, computed], 0), tf.tensor1d(overlaid, 'int32'))
      : cut;
  let first = 0;
  return groups.map((group) => {
    const { height, width } = group[0].window;
    const size = group.length * height * width;
    const own = groups.length === 1 ? cells : tf.slice(cells, [first, 0], [size, channels]);
    first += size;
    return tf.reshape(own, [group.length, height, width, channels]);
  });
}

/** Points the cells of a window to those of an untouched row. */
function untouched(indices: Int32Array, into: number, row: number, window: Window, { map, count }: MapRows): void {
  const { height, width } = window;
  const zeros = count * map.height * map.width;
  for (let y = 0; y < height; y += 1) {
    const mapRow = window.top + y;
    const outside = mapRow < 0 || mapRow >= map.height;
    const start = (row * map.height + mapRow) * map.width + window.left;
    for (let x = 0; x < width; x += 1) {
      const column = window.left + x;
      indices[into + y * width + x] = outside || column < 0 || column >= map.width ? zeros : start + x;
    }
  }
}

/** Points the cells of the window that the patch holds to it. @returns how many */
function overlay(indices: Int32Array, into: number, window: Window, patch: Patch, offset: number): number {
  const { area, first, used } = patch;
  const both = overlap(window, used);
  if (both === null) return 0;
  for (let y = both.top; y < both.top + both.height; y += 1) {
    const target = into + (y - window.top) * window.width - window.left;
    const source = offset + first + (y - area.top) * area.width - area.left;
    for (let x = both.left; x < both.left + both.width; x += 1) indices[target + x] = source + x;
  }
  return both.height * both.width;
}

/** Windows of one size of pictures, [T, h, w, C] in [0, 1]; beyond the border the mean, which normalises to zero. */
export function pixelWindows(
  spec: Plane & Pick<PlaneSpec, 'mean'>,
  cuts: readonly { readonly picture: ChangedPicture; readonly window: Window }[],
): tf.Tensor4D {
  const { channels } = spec;
  const { height, width } = cuts[0].window;
  const size = height * width * channels;
  const pixels = new Float32Array(cuts.length * size);
  const whole: Area = { top: 0, left: 0, height: spec.height, width: spec.width };
  cuts.forEach(({ picture, window }, at) => {
    const own = pixels.subarray(at * size, (at + 1) * size);
    const inside = overlap(window, whole);
    if (inside === null || inside.height < height || inside.width < width) {
      for (let place = 0; place < size; place += channels) own.set(spec.mean, place);
    }
    copyPixels(spec, own, window, inside, picture.untouched);
    for (const box of picture.boxes) copyPixels(spec, own, window, overlap(window, areaOf(box)), picture.filled);
  });
  return tf.tensor4d(pixels, [cuts.length, height, width, channels]);
}

/** Copies the pixels of an area, which lies inside both, from a picture into a window of it. */
function copyPixels(
  { width, channels }: Plane,
  into: Float32Array,
  window: Window,
  area: Area | null,
  from: ImageValue,
): void {
  if (area === null) return;
  const length = area.width * channels;
  for (let y = area.top; y < area.top + area.height; y += 1) {
    const start = (y * width + area.left) * channels;
    const target = ((y - window.top) * window.width + area.left - window.left) * channels;
    into.set(from.subarray(start, start + length), target);
  }
}
