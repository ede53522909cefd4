import type { AudioSpec, ImageSpec } from '../../shared/data/modality';
import type { PlaneValue } from './modality';

/**
 * Radius of the fill `blur`, in pixels: an eighth of the longer side, at least 1. The window of 2 radius + 1 pixels
 * then spans about a quarter of the image: strokes and edges are gone, brightness and rough colour stay.
 */
export function blurRadius(spec: Pick<ImageSpec, 'height' | 'width'>): number {
  return Math.max(1, Math.round(Math.max(spec.height, spec.width) / 8));
}

/** Box blur [H, W, C] of the untouched image; at the border the window shrinks to the pixels that exist. */
export function boxBlur(spec: ImageSpec | AudioSpec, value: PlaneValue): Float32Array {
  const { height, width, channels } = spec;
  const radius = blurRadius(spec);
  const blurred = new Float32Array(value.length);
  // sums[y][x] of a channel: everything above and left of (y, x), so any window costs four look-ups.
  const stride = width + 1;
  const sums = new Float64Array((height + 1) * stride);
  for (let channel = 0; channel < channels; channel += 1) {
    for (let y = 0; y < height; y += 1) {
      let rowSum = 0;
      for (let x = 0; x < width; x += 1) {
        rowSum += value[(y * width + x) * channels + channel];
        sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + rowSum;
      }
    }
    for (let y = 0; y < height; y += 1) {
      const top = Math.max(0, y - radius);
      const bottom = Math.min(height, y + radius + 1);
      for (let x = 0; x < width; x += 1) {
        const left = Math.max(0, x - radius);
        const right = Math.min(width, x + radius + 1);
        const sum =
          sums[bottom * stride + right] -
          sums[top * stride + right] -
          sums[bottom * stride + left] +
          sums[top * stride + left];
        // Rounding of the sums may leave a hair below 0 or above 1.
        const mean = sum / ((bottom - top) * (right - left));
        blurred[(y * width + x) * channels + channel] = Math.min(1, Math.max(0, mean));
      }
    }
  }
  return blurred;
}
