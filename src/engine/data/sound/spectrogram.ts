/** Log-mel spectrograms: what a model sees of a sound. */

/** Samples of a frame; a power of two. */
const FRAME = 256;

export interface SpectrogramSetting {
  /** Samples a second. */
  readonly rate: number;
  readonly bands: number;
  readonly frames: number;
  /** Samples from one frame's start to the next one's. */
  readonly hop: number;
  /** Lower edge of the lowest band, upper edge of the highest. */
  readonly hertz: readonly [number, number];
  /** Decibels below a full-scale sine in one band from which on a cell is silent. */
  readonly range: number;
}

/** Samples that the frames reach over. */
export function samplesOf({ frames, hop }: Pick<SpectrogramSetting, 'frames' | 'hop'>): number {
  return (frames - 1) * hop + FRAME;
}

/**
 * 8-bit levels [bands, frames], the highest band first: power in triangular bands on the mel scale (2595 log₁₀(1 + f/700)),
 * Hann windows, in decibels, from −range (0) to 0 (255).
 *
 * @param samples in [−1, 1], `samplesOf` of them
 */
export function spectrogramOf(setting: SpectrogramSetting): (samples: Float32Array) => Uint8Array {
  const { bands, frames, hop, range } = setting;
  const window = Float64Array.from({ length: FRAME }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / FRAME));
  const filters = melFilters(setting);
  // A full-scale sine in the middle of its bin has this power.
  const full = (FRAME / 4) ** 2;
  return (samples) => {
    const levels = new Uint8Array(bands * frames);
    for (let frame = 0; frame < frames; frame += 1) {
      const windowed = new Float64Array(FRAME);
      for (let at = 0; at < FRAME; at += 1) windowed[at] = window[at] * samples[frame * hop + at];
      const powers = powersOf(windowed);
      filters.forEach((filter, band) => {
        let power = 0;
        for (const [bin, weight] of filter) power += weight * powers[bin];
        const decibels = 10 * Math.log10(power / full + 1e-12);
        const level = Math.min(1, Math.max(0, 1 + decibels / range));
        levels[(bands - 1 - band) * frames + frame] = Math.round(255 * level);
      });
    }
    return levels;
  };
}

type Filter = readonly (readonly [bin: number, weight: number])[];

function melFilters({ rate, bands, hertz }: SpectrogramSetting): readonly Filter[] {
  const [low, high] = hertz.map((frequency) => 2595 * Math.log10(1 + frequency / 700));
  const edges = Array.from({ length: bands + 2 }, (_, at) => {
    const mel = low + ((high - low) * at) / (bands + 1);
    return (700 * (10 ** (mel / 2595) - 1) * FRAME) / rate;
  });
  return Array.from({ length: bands }, (_, band): Filter => {
    const [left, middle, right] = edges.slice(band, band + 3);
    const filter = Array.from({ length: FRAME / 2 + 1 }, (_bin, bin) => {
      const weight = Math.min((bin - left) / (middle - left), (right - bin) / (right - middle));
      return [bin, Math.max(0, weight)] as const;
    }).filter(([, weight]) => weight > 0);
    // A band between two bins takes the nearer one.
    return filter.length > 0 ? filter : [[Math.round(middle), 1]];
  });
}

const cosines = Float64Array.from({ length: FRAME / 2 }, (_, k) => Math.cos((-2 * Math.PI * k) / FRAME));
const sines = Float64Array.from({ length: FRAME / 2 }, (_, k) => Math.sin((-2 * Math.PI * k) / FRAME));

/** |FFT|² of FRAME real samples, at 0 … FRAME / 2 (Cooley & Tukey, radix 2, in place). */
function powersOf(real: Float64Array): Float64Array {
  const imaginary = new Float64Array(FRAME);
  for (let at = 1, reversed = 0; at < FRAME; at += 1) {
    let bit = FRAME >> 1;
    for (; (reversed & bit) !== 0; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (at < reversed) {
      const saved = real[at];
      real[at] = real[reversed];
      real[reversed] = saved;
    }
  }
  for (let size = 2; size <= FRAME; size *= 2) {
    const half = size / 2;
    const stride = FRAME / size;
    for (let k = 0; k < half; k += 1) {
      const cos = cosines[k * stride];
      const sin = sines[k * stride];
      for (let start = k; start < FRAME; start += size) {
        const other = start + half;
        const re = real[other] * cos - imaginary[other] * sin;
        const im = real[other] * sin + imaginary[other] * cos;
        real[other] = real[start] - re;
        imaginary[other] = imaginary[start] - im;
        real[start] += re;
        imaginary[start] += im;
      }
    }
  }
  return Float64Array.from({ length: FRAME / 2 + 1 }, (_, bin) => real[bin] ** 2 + imaginary[bin] ** 2);
}
