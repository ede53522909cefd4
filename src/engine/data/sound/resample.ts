/** Crossings of zero on each side of the filter. */
const REACH = 16;

/** Samples of a recording that `count` samples at another rate follow from. */
export function samplesNeeded(count: number, from: number, to: number): number {
  return Math.ceil((count * from) / to) + 2 * REACH * Math.ceil(Math.max(1, from / to));
}

/**
 * The recording at another rate: a sinc under a Hann window, which passes what both rates can hold.
 *
 * @returns `count` samples from the first on; zeros where the recording has ended
 */
export function resampled(samples: Float32Array, from: number, to: number, count: number): Float32Array {
  const resized = new Float32Array(count);
  if (from === to) {
    resized.set(samples.subarray(0, count));
    return resized;
  }
  const step = from / to;
  const cutoff = Math.min(1, to / from);
  const reach = REACH / cutoff;
  for (let at = 0; at < count; at += 1) {
    const place = at * step;
    if (place - reach > samples.length) break;
    let sum = 0;
    let weights = 0;
    for (let tap = Math.ceil(place - reach); tap <= place + reach; tap += 1) {
      const distance = tap - place;
      const angle = Math.PI * distance * cutoff;
      const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
      const weight = sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / reach));
      weights += weight;
      if (tap >= 0 && tap < samples.length) sum += weight * samples[tap];
    }
    resized[at] = sum / weights;
  }
  return resized;
}
