import { BINS } from './fourier';
import { melFilters } from './mel-filters';
import { fullPower, type SpectrogramSetting } from './spectrogram';

/** Added to every power, so that what is silent can become loud again. */
const LEAST_POWER = 1e-20;

/** Powers of bands that levels tell, and the spectra that have them. */
export class BandPowers {
  readonly #filters: ReturnType<typeof melFilters>;
  /** Of each bin, over all bands. */
  readonly #weights = new Float64Array(BINS);
  /** [frames, bands], the lowest band first. */
  readonly #wanted: Float64Array;

  /** @param levels [bands, frames] from 0 to 1, the highest band first */
  constructor(setting: SpectrogramSetting, levels: ArrayLike<number>) {
    const { bands, frames, range } = setting;
    this.#filters = melFilters(setting);
    for (const filter of this.#filters) for (const [bin, weight] of filter) this.#weights[bin] += weight;
    this.#wanted = Float64Array.from({ length: frames * bands }, (_, at) => {
      const [frame, band] = [Math.floor(at / bands), at % bands];
      const level = Math.min(1, levels[(bands - 1 - band) * frames + frame]);
      return level > 0 ? fullPower * 10 ** (((level - 1) * range) / 10) : 0;
    });
  }

  /**
   * Brings the powers of a frame nearer to those that its bands shall have, in place: a step of non-negative factors for the
   * divergence, the filters fixed (Lee & Seung, NIPS 2001, theorem 2). Shapes within a band stay.
   *
   * @param powers of every bin; bins of no band become silent
   */
  approach(frame: number, powers: Float64Array): void {
    const factors = new Float64Array(BINS);
    this.#filters.forEach((filter, band) => {
      let power = 0;
      for (const [bin, weight] of filter) power += weight * (powers[bin] + LEAST_POWER);
      const factor = this.#wanted[frame * this.#filters.length + band] / power;
      for (const [bin, weight] of filter) factors[bin] += weight * factor;
    });
    this.#weights.forEach((weight, bin) => {
      powers[bin] = weight === 0 ? 0 : ((powers[bin] + LEAST_POWER) * factors[bin]) / weight;
    });
  }
}
