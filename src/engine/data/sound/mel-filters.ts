import { BINS, FRAME } from './fourier';

/** Weights of the bins that a band takes, none of them 0. */
export type Filter = readonly (readonly [bin: number, weight: number])[];

export interface Bands {
  /** Samples a second. */
  readonly rate: number;
  readonly bands: number;
  /** Lower edge of the lowest band, upper edge of the highest. */
  readonly hertz: readonly [number, number];
}

/** Triangles that lie evenly on the mel scale (2595 log₁₀(1 + f/700)), the lowest first. */
export function melFilters({ rate, bands, hertz }: Bands): readonly Filter[] {
  const [low, high] = hertz.map((frequency) => 2595 * Math.log10(1 + frequency / 700));
  const edges = Array.from({ length: bands + 2 }, (_, at) => {
    const mel = low + ((high - low) * at) / (bands + 1);
    return (700 * (10 ** (mel / 2595) - 1) * FRAME) / rate;
  });
  return Array.from({ length: bands }, (_, band): Filter => {
    const [left, middle, right] = edges.slice(band, band + 3);
    const filter = Array.from({ length: BINS }, (_bin, bin) => {
      const weight = Math.min((bin - left) / (middle - left), (right - bin) / (right - middle));
      return [bin, Math.max(0, weight)] as const;
    }).filter(([, weight]) => weight > 0);
    // A band between two bins takes the nearer one.
    return filter.length > 0 ? filter : [[Math.round(middle), 1]];
  });
}
