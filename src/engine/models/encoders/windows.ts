/** Cut-outs of pictures and of feature maps, as the layers above them read them. */
import * as tf from '@tensorflow/tfjs-core';
import type { ImageSpec } from '../../../shared/modality';
import type { ImageValue } from '../../modalities/modality';
import type { Area, MapSize } from './areas';

/** Where a window lies that may reach over the border of its map. */
export type Window = Area;

/** A computed part of one row's map: its cells, row-major, begin at `first` of the rows. */
export interface Patch {
  readonly area: Area;
  readonly first: number;
}

/** Which maps a window is cut from: those of an untouched row, but for the patches. */
export interface Cut {
  readonly row: number;
  readonly patches: readonly Patch[];
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

/** Windows of one size, [T, h, w, C]. */
export function windowsOf({ rows, map, count }: MapRows, cuts: readonly Cut[]): tf.Tensor4D {
  const { height, width } = cuts[0].window;
  const indices = new Int32Array(cuts.length * height * width);
  const zeros = count * map.height * map.width;
  cuts.forEach(({ row, patches, window }, at) => {
    const into = at * height * width;
    for (let y = 0; y < height; y += 1) {
      const mapRow = window.top + y;
      const outside = mapRow < 0 || mapRow >= map.height;
      const start = (row * map.height + mapRow) * map.width + window.left;
      for (let x = 0; x < width; x += 1) {
        const column = window.left + x;
        indices[into + y * width + x] = outside || column < 0 || column >= map.width ? zeros : start + x;
      }
    }
    for (const patch of patches) overlay(indices, into, window, patch);
  });
  const cells = tf.gather(rows, tf.tensor1d(indices, 'int32'));
  return tf.reshape(cells, [cuts.length, height, width, rows.shape[1]]);
}

/** Points the cells of the window that the patch holds to it. */
function overlay(indices: Int32Array, into: number, window: Window, { area, first }: Patch): void {
  const top = Math.max(window.top, area.top);
  const bottom = Math.min(window.top + window.height, area.top + area.height);
  const left = Math.max(window.left, area.left);
  const right = Math.min(window.left + window.width, area.left + area.width);
  for (let y = top; y < bottom; y += 1) {
    const target = into + (y - window.top) * window.width - window.left;
    const source = first + (y - area.top) * area.width - area.left;
    for (let x = left; x < right; x += 1) indices[target + x] = source + x;
  }
}

/** Windows of one size of pictures, [T, h, w, C] in [0, 1]; beyond the border the mean, which normalises to zero. */
export function pixelWindows(
  spec: ImageSpec,
  cuts: readonly { readonly value: ImageValue; readonly window: Window }[],
): tf.Tensor4D {
  const { channels } = spec;
  const { height, width } = cuts[0].window;
  const pixels = new Float32Array(cuts.length * height * width * channels);
  cuts.forEach(({ value, window }, at) => {
    const left = Math.max(0, window.left);
    const right = Math.min(spec.width, window.left + width);
    const whole = left - window.left === 0 && right - left === width;
    for (let y = 0; y < height; y += 1) {
      const row = window.top + y;
      const into = (at * height + y) * width * channels;
      const outside = row < 0 || row >= spec.height;
      if (outside || !whole) {
        for (let x = 0; x < width; x += 1) pixels.set(spec.mean, into + x * channels);
      }
      if (outside) continue;
      const from = (row * spec.width + left) * channels;
      pixels.set(value.subarray(from, from + (right - left) * channels), into + (left - window.left) * channels);
    }
  });
  return tf.tensor4d(pixels, [cuts.length, height, width, channels]);
}
