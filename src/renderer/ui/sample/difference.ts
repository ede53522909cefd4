import { pixelsOf } from '../../../report/samples/picture';
import { fromBase64, toBase64 } from '../../../shared/base64';
import type { AttackChange } from '../../../shared/attacks/change';
import type { PictureView } from '../../../shared/samples/sample-view';
import type { Scheme } from '../scheme';

/** What an attack changed in a picture. */
export interface Difference {
  readonly width: number;
  readonly height: number;
  /** Attacked − original per pixel, in steps of 1/255: of its channels the one that changed most, sign kept. */
  readonly steps: Float32Array;
  /** Largest of their sizes: l∞ of the change, in steps of 1/255. */
  readonly largest: number;
}

/** Between two views of one picture. */
export function differenceOf(original: PictureView, attacked: PictureView): Difference {
  const before = pixelsOf(original);
  const after = pixelsOf(attacked);
  return most(original, (index) => after[index] - before[index]);
}

/** Of a change that the engine tells. */
export function differenceOfChange(picture: AttackChange['pictures'][string]): Difference {
  const change = changeOf(picture);
  return most(picture, (index) => 255 * change[index]);
}

/** The picture that a change makes, as far as 8 bit can show it. */
export function changedView<View extends PictureView>(original: View, picture: AttackChange['pictures'][string]): View {
  const change = changeOf(picture);
  const pixels = pixelsOf(original).map((value, index) =>
    Math.max(0, Math.min(255, Math.round(value + 255 * change[index]))),
  );
  return { ...original, pixels: toBase64(pixels) };
}

function changeOf({ change }: AttackChange['pictures'][string]): Float32Array {
  return new Float32Array(fromBase64(change).buffer);
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

function most({ width, height, channels }: Size, stepAt: (index: number) => number): Difference {
  const steps = new Float32Array(width * height);
  for (let pixel = 0; pixel < steps.length; pixel += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      const step = stepAt(pixel * channels + channel);
      if (Math.abs(step) > Math.abs(steps[pixel])) steps[pixel] = step;
    }
  }
  return { width, height, steps, largest: steps.reduce((largest, step) => Math.max(largest, Math.abs(step)), 0) };
}

type Colour = readonly [red: number, green: number, blue: number];

/**
 * Diverging, told apart with any colour vision (after ColorBrewer RdBu): darker by the attack, unchanged, brighter. What is
 * unchanged is near the ground, and what changed stands out from it, on light and on dark.
 */
export const scaleColours: Readonly<Record<Scheme, readonly [Colour, Colour, Colour]>> = {
  light: [
    [33, 102, 172],
    [247, 247, 247],
    [178, 24, 43],
  ],
  dark: [
    [103, 169, 235],
    [38, 45, 52],
    [244, 120, 98],
  ],
};

/** Pixels as a canvas takes them, on a symmetric scale from −largest to largest. */
export function differencePixels({ steps, largest }: Difference, scheme: Scheme): Uint8ClampedArray<ArrayBuffer> {
  const [low, middle, high] = scaleColours[scheme];
  const pixels = new Uint8ClampedArray(steps.length * 4);
  steps.forEach((step, pixel) => {
    const share = largest === 0 ? 0 : step / largest;
    const end = share < 0 ? low : high;
    middle.forEach((value, channel) => {
      pixels[pixel * 4 + channel] = value + (end[channel] - value) * Math.abs(share);
    });
    pixels[pixel * 4 + 3] = 255;
  });
  return pixels;
}
