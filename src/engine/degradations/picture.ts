import type { ImageSpec } from '../../shared/data/modality';
import type { ImageValue } from '../modalities/modality';

/** Luma of a colour (Rec. 601), as picture libraries turn colours to grey. */
const luma = [0.299, 0.587, 0.114];

/** Brightness [H·W] of a picture [H, W, C]. */
export function greyOf({ channels }: ImageSpec, value: ImageValue): Float32Array {
  return Float32Array.from({ length: value.length / channels }, (_, pixel) =>
    channels === 1 ? value[pixel] : luma.reduce((sum, weight, channel) => sum + weight * value[pixel * 3 + channel], 0),
  );
}

/** A picture made value by value, kept in [0, 1]. */
export function pictureOf(
  { height, width, channels }: ImageSpec,
  level: (pixel: number, channel: number) => number,
): ImageValue {
  return Float32Array.from({ length: height * width * channels }, (_, index) =>
    Math.min(1, Math.max(0, level(Math.floor(index / channels), index % channels))),
  );
}

/**
 * A picture looked at through a map from places in it to places in another, bilinearly; black outside.
 *
 * @param from row and column in `value`, in pixels, of the centre of each pixel
 */
export function resampled(
  spec: ImageSpec,
  value: ImageValue,
  from: (row: number, column: number) => readonly [number, number],
): ImageValue {
  const { height, width, channels } = spec;
  const at = (row: number, column: number, channel: number): number =>
    row < 0 || row >= height || column < 0 || column >= width ? 0 : value[(row * width + column) * channels + channel];
  return pictureOf(spec, (pixel, channel) => {
    const [row, column] = from(Math.floor(pixel / width), pixel % width);
    const [top, left] = [Math.floor(row), Math.floor(column)];
    const [down, right] = [row - top, column - left];
    return (
      (1 - down) * ((1 - right) * at(top, left, channel) + right * at(top, left + 1, channel)) +
      down * ((1 - right) * at(top + 1, left, channel) + right * at(top + 1, left + 1, channel))
    );
  });
}
