import { BINS, FRAME, transform } from './fourier';
import { hann } from './spectrogram';

/** Complex numbers [frames, bins]. */
export interface Frames {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** Share of the largest weight that edges of the window count at least: less makes loud clicks of what frames do not agree on. */
const LEAST_WEIGHT = 0.1;

/** The short-time Fourier transform that spectrograms are made by, and back. */
export class ShortTimeTransform {
  readonly #weights: Float64Array;

  constructor(
    private readonly count: number,
    private readonly hop: number,
    private readonly samples: number,
  ) {
    this.#weights = new Float64Array(samples);
    for (let frame = 0; frame < count; frame += 1) {
      for (let at = 0; at < FRAME; at += 1) this.#weights[frame * hop + at] += hann[at] ** 2;
    }
    const least = LEAST_WEIGHT * this.#weights.reduce((most, weight) => Math.max(most, weight), 0);
    this.#weights.forEach((weight, at) => (this.#weights[at] = Math.max(weight, least)));
  }

  frames(sound: Float64Array): Frames {
    const real = new Float64Array(this.count * BINS);
    const imaginary = new Float64Array(this.count * BINS);
    const [re, im] = [new Float64Array(FRAME), new Float64Array(FRAME)];
    for (let frame = 0; frame < this.count; frame += 1) {
      for (let at = 0; at < FRAME; at += 1) re[at] = hann[at] * sound[frame * this.hop + at];
      im.fill(0);
      transform(re, im);
      real.set(re.subarray(0, BINS), frame * BINS);
      imaginary.set(im.subarray(0, BINS), frame * BINS);
    }
    return { real, imaginary };
  }

  /** The sound whose frames are nearest to these, by least squares (Griffin & Lim 1984, equation 6). */
  sound({ real, imaginary }: Frames): Float64Array {
    const sound = new Float64Array(this.samples);
    const [re, im] = [new Float64Array(FRAME), new Float64Array(FRAME)];
    for (let frame = 0; frame < this.count; frame += 1) {
      const start = frame * BINS;
      for (let bin = 0; bin < BINS; bin += 1) {
        re[bin] = real[start + bin];
        // Frequencies 0 and half the rate have no other half.
        im[bin] = bin === 0 || bin === BINS - 1 ? 0 : imaginary[start + bin];
      }
      for (let bin = BINS; bin < FRAME; bin += 1) {
        re[bin] = re[FRAME - bin];
        im[bin] = -im[FRAME - bin];
      }
      transform(im, re);
      for (let at = 0; at < FRAME; at += 1) sound[frame * this.hop + at] += (hann[at] * re[at]) / FRAME;
    }
    return sound.map((sample, at) => sample / this.#weights[at]);
  }
}
