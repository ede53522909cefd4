/** Smallest standard deviation reported, in [0, 1]: half an 8-bit level, so a constant channel can be divided by it. */
const SMALLEST_STD = 0.5 / 255;

interface Sums {
  /** Per channel. Sums of whole numbers below 2^53, so exact and independent of order. */
  readonly sum: number[];
  readonly squares: number[];
  pixels: number;
}

/** Mean and standard deviation per channel over the training split; over everything when that split is empty. */
export class ChannelMoments {
  private readonly training: Sums;
  private readonly all: Sums;

  constructor(private readonly channels: number) {
    this.training = emptySums(channels);
    this.all = emptySums(channels);
  }

  /** @param pixels 8-bit values, channels last */
  add(pixels: Uint8Array, isTraining: boolean): void {
    const { channels } = this;
    for (let channel = 0; channel < channels; channel += 1) {
      let sum = 0;
      let squares = 0;
      for (let index = channel; index < pixels.length; index += channels) {
        const level = pixels[index];
        sum += level;
        squares += level * level;
      }
      for (const sums of isTraining ? [this.all, this.training] : [this.all]) {
        sums.sum[channel] += sum;
        sums.squares[channel] += squares;
      }
    }
    const count = pixels.length / channels;
    this.all.pixels += count;
    if (isTraining) this.training.pixels += count;
  }

  /** In [0, 1]. */
  result(): { readonly mean: number[]; readonly std: number[] } {
    const { sum, squares, pixels } = this.training.pixels > 0 ? this.training : this.all;
    const mean = sum.map((total) => total / pixels);
    const std = squares.map((total, channel) => Math.sqrt(Math.max(0, total / pixels - mean[channel] ** 2)));
    return {
      mean: mean.map((level) => level / 255),
      std: std.map((level) => Math.max(SMALLEST_STD, level / 255)),
    };
  }
}

function emptySums(channels: number): Sums {
  const zeros = (): number[] => new Array<number>(channels).fill(0);
  return { sum: zeros(), squares: zeros(), pixels: 0 };
}
