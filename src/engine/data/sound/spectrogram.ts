/** Log-mel spectrograms: what a model sees of a sound. */
import { BINS, FRAME, transform } from './fourier';
import { melFilters, type Bands } from './mel-filters';

export interface SpectrogramSetting extends Bands {
  readonly frames: number;
  /** Samples from one frame's start to the next one's. */
  readonly hop: number;
  /** Decibels below a full-scale sine in one band from which on a cell is silent. */
  readonly range: number;
}

/** Samples that the frames reach over. */
export function samplesOf({ frames, hop }: Pick<SpectrogramSetting, 'frames' | 'hop'>): number {
  return (frames - 1) * hop + FRAME;
}

/** The Hann window that a frame is seen through. */
export const hann = Float64Array.from({ length: FRAME }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / FRAME));

/** Power of a full-scale sine in the middle of its bin. */
export const fullPower = (FRAME / 4) ** 2;

/**
 * Levels [bands, frames] from 0 to 1, the highest band first: power in triangular bands on the mel scale, Hann windows, in decibels,
 * from −range (0) to 0 (1).
 *
 * @param samples in [−1, 1], `samplesOf` of them
 */
export function levelsOf(setting: SpectrogramSetting): (samples: Float32Array) => Float64Array {
  const { bands, frames, hop, range } = setting;
  const filters = melFilters(setting);
  return (samples) => {
    const levels = new Float64Array(bands * frames);
    for (let frame = 0; frame < frames; frame += 1) {
      const windowed = new Float64Array(FRAME);
      for (let at = 0; at < FRAME; at += 1) windowed[at] = hann[at] * samples[frame * hop + at];
      const powers = powersOf(windowed);
      filters.forEach((filter, band) => {
        let power = 0;
        for (const [bin, weight] of filter) power += weight * powers[bin];
        const decibels = 10 * Math.log10(power / fullPower + 1e-12);
        levels[(bands - 1 - band) * frames + frame] = Math.min(1, Math.max(0, 1 + decibels / range));
      });
    }
    return levels;
  };
}

/** The same as data sets keep them: 8-bit levels. */
export function spectrogramOf(setting: SpectrogramSetting): (samples: Float32Array) => Uint8Array {
  const levels = levelsOf(setting);
  return (samples) => Uint8Array.from(levels(samples), (level) => Math.round(255 * level));
}

/** |FFT|² of FRAME real samples. */
function powersOf(real: Float64Array): Float64Array {
  const imaginary = new Float64Array(FRAME);
  transform(real, imaginary);
  return Float64Array.from({ length: BINS }, (_, bin) => real[bin] ** 2 + imaginary[bin] ** 2);
}
