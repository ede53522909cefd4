import { encode } from 'fast-png';
import { fromBase64, toBase64 } from '../../shared/base64';
import { fillOf, isPlane, type Fills, type ImageRegion, type ModalitySpec } from '../../shared/data/modality';
import { boxesInPicture, type PictureView } from '../../shared/samples/sample-view';

/** A view's pixels decoded: 8 bit, row-major, channels last. */
export function pixelsOf(view: PictureView): Uint8Array {
  const bytes = fromBase64(view.pixels);
  if (bytes.length !== view.width * view.height * view.channels) {
    throw new RangeError(
      `A view of ${String(view.width)}×${String(view.height)}×${String(view.channels)} has ${String(bytes.length)} bytes.`,
    );
  }
  return bytes;
}

/**
 * Pixels after a removal, as the report draws them. `noise` and `blur` depend on the attack's own draws, so their
 * squares are drawn in the mean colour; the outline says what was removed.
 *
 * @param boxes in elements
 */
export function withRemoved(
  view: PictureView,
  pixels: Uint8Array,
  boxes: readonly ImageRegion[],
  fills: Fills,
  spec: ModalitySpec,
): Uint8Array {
  const result = pixels.slice();
  const mean = isPlane(spec) ? spec.mean : [];
  const level = levelOf(fills[fillOf[spec.kind].field]);
  for (const [top, left, height, width] of boxesInPicture(view, boxes)) {
    for (let row = top; row < Math.min(view.height, top + height); row += 1) {
      for (let column = left; column < Math.min(view.width, left + width); column += 1) {
        for (let channel = 0; channel < view.channels; channel += 1) {
          const own = view.kind === 'series' ? row % view.rowsPerElement : channel;
          result[(row * view.width + column) * view.channels + channel] = level(mean.at(own) ?? 0.5);
        }
      }
    }
  }
  return result;
}

/** Fills of words are never drawn: they are here for the sake of the type. */
function levelOf(fill: Fills[keyof Fills]): (mean: number) => number {
  switch (fill) {
    case 'black':
    case 'silence':
    case 'lowest':
      return () => 0;
    case 'white':
      return () => 255;
    case 'mean':
    case 'noise':
    case 'blur':
    case 'delete':
    case 'mask':
      return (mean) => Math.round(mean * 255);
    default:
      return fill satisfies never;
  }
}

/** How often each pixel is repeated: small images are drawn 4 to 6 times as large, large ones as they are. */
export function scaleFor({ width, height }: PictureView): number {
  return Math.max(1, Math.min(4, Math.floor(136 / Math.max(width, height))));
}

/** PNG data URI with every pixel repeated `scale` times, so that no viewer blurs it. */
export function pngUri(view: PictureView, pixels: Uint8Array, scale: number): string {
  const width = view.width * scale;
  const height = view.height * scale;
  const enlarged = new Uint8Array(width * height * view.channels);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const from = (Math.floor(row / scale) * view.width + Math.floor(column / scale)) * view.channels;
      const to = (row * width + column) * view.channels;
      for (let channel = 0; channel < view.channels; channel += 1) enlarged[to + channel] = pixels[from + channel];
    }
  }
  const png = encode({ width, height, data: enlarged, channels: view.channels, depth: 8 });
  return `data:image/png;base64,${toBase64(png)}`;
}
