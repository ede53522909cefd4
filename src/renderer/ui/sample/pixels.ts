import { pixelsOf } from '../../../report/samples/picture';
import type { PictureView } from '../../../shared/samples/sample-view';

/** A view's pixels as a canvas takes them: red, green, blue, opaque. */
export function rgba(view: PictureView): Uint8ClampedArray<ArrayBuffer> {
  const pixels = pixelsOf(view);
  const result = new Uint8ClampedArray(view.width * view.height * 4);
  for (let pixel = 0; pixel < view.width * view.height; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      result[pixel * 4 + channel] = pixels[pixel * view.channels + Math.min(channel, view.channels - 1)];
    }
    result[pixel * 4 + 3] = 255;
  }
  return result;
}
