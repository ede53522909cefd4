import type { Slopes } from '../../shared/records/record';
import { rateOf, type Rate } from '../statistics/estimate';

/** What the gradients that an attack took say of a model. Shares of the attacked samples of which they are known. */
export interface SlopeMeasures {
  /** Most gradients were zero: the attack was told of no way to go. */
  readonly zero: Rate;
  /** Some gradient held what is no finite number. */
  readonly notFinite: Rate;
  /** The largest norm was a million times the smallest or more. */
  readonly wild: Rate;
  /** Either of both. */
  readonly exploded: Rate;
  /** Smallest and largest norm above zero of all samples; null where there is none. */
  readonly range: readonly [least: number, largest: number] | null;
}

/**
 * Between gradients of one sample. Their size by itself says nothing: it goes with the scale of the logits, which changes no
 * answer. Of numbers that far apart, float32 loses the smaller.
 */
const wildRatio = 1e6;

/** An attacked sample, and what is known of the gradients that were taken of it. */
export interface Sloped {
  readonly slopes: Slopes | undefined;
  /** How many there were. */
  readonly taken: number;
  readonly group: string;
}

/** Null where nothing is known of gradients. */
export function measureSlopes(samples: readonly Sloped[]): SlopeMeasures | null {
  const known = samples.flatMap(({ slopes, taken, group }) =>
    slopes === undefined ? [] : [{ ...slopes, taken, group }],
  );
  if (known.length === 0) return null;
  type Known = (typeof known)[number];
  const rate = (hit: (sample: Known) => boolean): Rate =>
    rateOf(known.map((sample) => ({ hit: hit(sample), group: sample.group })));
  const isWild = ({ range }: Known): boolean => range !== null && range[1] >= wildRatio * range[0];
  const ranges = known.flatMap(({ range }) => (range === null ? [] : [range]));
  return {
    zero: rate(({ zero, taken }) => 2 * zero > taken),
    notFinite: rate(({ notFinite }) => notFinite > 0),
    wild: rate(isWild),
    exploded: rate((sample) => sample.notFinite > 0 || isWild(sample)),
    range:
      ranges.length === 0
        ? null
        : ranges.reduce(([least, largest], [low, high]) => [Math.min(least, low), Math.max(largest, high)]),
  };
}
