import type { Measured } from '../../shared/data/modality';

/** Smallest standard deviation reported, of the range: a constant column can be divided by it. */
const SMALLEST_STD = 1e-3;

interface Sums {
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  count: number;
}

/**
 * Range of every channel over all rows, mean and standard deviation over the training split, or over everything when that
 * split is empty.
 */
export class MeasuredMoments {
  private readonly low: number[];
  private readonly high: number[];
  private readonly training: Sums;
  private readonly all: Sums;

  constructor(private readonly names: readonly string[]) {
    this.low = names.map(() => Infinity);
    this.high = names.map(() => -Infinity);
    this.training = emptySums(names.length);
    this.all = emptySums(names.length);
  }

  /** @param values in their own units, channels last */
  add(values: Float32Array, isTraining: boolean): void {
    const channels = this.names.length;
    values.forEach((value, index) => {
      const channel = index % channels;
      this.low[channel] = Math.min(this.low[channel], value);
      this.high[channel] = Math.max(this.high[channel], value);
      for (const sums of isTraining ? [this.all, this.training] : [this.all]) {
        sums.sum[channel] += value;
        sums.squares[channel] += value * value;
      }
    });
    this.all.count += values.length / channels;
    if (isTraining) this.training.count += values.length / channels;
  }

  /** Ranges in their own units; moments in [0, 1] of them. */
  result(): { readonly measured: Measured[]; readonly mean: number[]; readonly std: number[] } {
    const { sum, squares, count } = this.training.count > 0 ? this.training : this.all;
    const measured = this.names.map((name, channel): Measured => {
      const low = this.low[channel];
      // Of one value only, the range is of length 1 from it on.
      return { name, low, high: this.high[channel] > low ? this.high[channel] : low + 1 };
    });
    const moments = measured.map(({ low, high }, channel) => {
      const mean = sum[channel] / count;
      const deviation = Math.sqrt(Math.max(0, squares[channel] / count - mean ** 2));
      return { mean: (mean - low) / (high - low), std: Math.max(SMALLEST_STD, deviation / (high - low)) };
    });
    return { measured, mean: moments.map(({ mean }) => mean), std: moments.map(({ std }) => std) };
  }
}

/** Values in [0, 1] of their ranges. */
export function scaled(values: Float32Array, measured: readonly Measured[]): Float32Array {
  return values.map((value, index) => {
    const { low, high } = measured[index % measured.length];
    return Math.min(1, Math.max(0, (value - low) / (high - low)));
  });
}

/** A value of [0, 1] in the units it was measured in. */
export function unscaled(value: number, { low, high }: Measured): number {
  return low + value * (high - low);
}

function emptySums(channels: number): Sums {
  return { sum: new Float64Array(channels), squares: new Float64Array(channels), count: 0 };
}
