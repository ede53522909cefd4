import { RowProblem } from '../../files/row-problem';

/** Bits of a file, the highest of each byte first. */
export class BitReader {
  private bit = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  /** Up to 32 bits as a whole number, none of them a sign. */
  unsigned(count: number): number {
    let value = 0;
    for (let left = count; left > 0;) {
      if (this.at >= this.bytes.length) throw new RowProblem('The FLAC file is cut short.');
      const take = Math.min(left, 8 - this.bit);
      const piece = (this.bytes[this.at] >> (8 - this.bit - take)) & ((1 << take) - 1);
      value = value * 2 ** take + piece;
      this.bit += take;
      left -= take;
      if (this.bit === 8) {
        this.bit = 0;
        this.at += 1;
      }
    }
    return value;
  }

  signed(count: number): number {
    const value = this.unsigned(count);
    return value >= 2 ** (count - 1) ? value - 2 ** count : value;
  }

  /** Zeros before the next one. */
  unary(): number {
    let zeros = 0;
    while (this.unsigned(1) === 0) zeros += 1;
    return zeros;
  }

  align(): void {
    if (this.bit === 0) return;
    this.bit = 0;
    this.at += 1;
  }

  get position(): number {
    return this.at;
  }
}
