/** The Fourier transform of a frame of a spectrogram. */

/** Samples of a frame; a power of two. */
export const FRAME = 256;
/** Frequencies of a real frame, from 0 to half the rate. */
export const BINS = FRAME / 2 + 1;

const cosines = Float64Array.from({ length: FRAME / 2 }, (_, k) => Math.cos((-2 * Math.PI * k) / FRAME));
const sines = Float64Array.from({ length: FRAME / 2 }, (_, k) => Math.sin((-2 * Math.PI * k) / FRAME));

/**
 * The transform of FRAME complex numbers in place (Cooley & Tukey, radix 2). With the two parts exchanged it is FRAME times the
 * inverse, its parts exchanged as well.
 */
export function transform(real: Float64Array, imaginary: Float64Array): void {
  for (let at = 1, reversed = 0; at < FRAME; at += 1) {
    let bit = FRAME >> 1;
    for (; (reversed & bit) !== 0; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (at < reversed) {
      exchange(real, at, reversed);
      exchange(imaginary, at, reversed);
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
}

function exchange(numbers: Float64Array, one: number, other: number): void {
  const saved = numbers[one];
  numbers[one] = numbers[other];
  numbers[other] = saved;
}
