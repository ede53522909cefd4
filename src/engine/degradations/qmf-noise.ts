/** Noise by which QMF tests fusions (Zhang et al., arXiv 2306.02050, and its released code, `text-image-classification`). */
import type { ImageSpec } from '../../shared/data/modality';
import { saltRules, type QmfNoiseChoice } from '../../shared/degradations/qmf-noise';
import type { ImageValue, TextValue } from '../modalities/modality';
import { randomFrom, type Random } from '../random';
import { pictureOf } from './picture';

/** Of the pictures, and of the texts, that suffer. */
const SUFFERING = 0.5;
/** Of the pixels of a picture that salt and pepper strike. */
const STRUCK = 0.1;
/** What the released code puts in the place of a word; a vocabulary of the lab does not know it. */
const BLANK = '_';

/** @param random of this sample, modality and severity */
export function qmfNoisyPicture(
  spec: ImageSpec,
  value: ImageValue,
  choice: QmfNoiseChoice,
  severity: number,
  random: Random,
): ImageValue {
  if (random.uniform() >= SUFFERING) return value;
  switch (choice.pictures) {
    case 'gaussian':
      return gaussian(spec, value, choice, severity, random);
    case 'salt-pepper':
      return random.uniform() < severity / saltRules[choice.rule] ? saltAndPepper(spec, value, random) : value;
    default:
      return choice.pictures satisfies never;
  }
}

/** Each word with probability ε/10, of a text that suffers. */
export function qmfNoisyText(words: TextValue, severity: number, random: Random): TextValue {
  if (random.uniform() >= SUFFERING) return words;
  return words.map((word) => (random.uniform() < severity / 10 ? BLANK : word));
}

/** One plane of noise for all channels. */
function gaussian(
  spec: ImageSpec,
  value: ImageValue,
  { perSeverity, arithmetic }: QmfNoiseChoice,
  severity: number,
  random: Random,
): ImageValue {
  const { height, width, channels } = spec;
  // The released code seeds its generator anew for every picture.
  const drawn = arithmetic === 'released' ? randomFrom('qmf-noise', 'pattern', height, width) : random;
  const plane = Float64Array.from({ length: height * width }, () => perSeverity * severity * drawn.normal());
  switch (arithmetic) {
    case 'clipped':
      return pictureOf(spec, (pixel, channel) => value[pixel * channels + channel] + plane[pixel] / 255);
    case 'released':
      return pictureOf(spec, (pixel, channel) => {
        const level = Math.min(255, Math.round(255 * value[pixel * channels + channel]) + plane[pixel]);
        return wrapped(level) / 255;
      });
    default:
      return arithmetic satisfies never;
  }
}

/** A number that is no more than 255 as an unsigned byte, as numpy's `astype` makes it: decimals dropped, modulo 256. */
function wrapped(level: number): number {
  return ((Math.trunc(level) % 256) + 256) % 256;
}

function saltAndPepper({ height, width, channels }: ImageSpec, value: ImageValue, random: Random): ImageValue {
  const changed = value.slice();
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    if (random.uniform() >= STRUCK) continue;
    changed.fill(random.below(2), pixel * channels, (pixel + 1) * channels);
  }
  return changed;
}
