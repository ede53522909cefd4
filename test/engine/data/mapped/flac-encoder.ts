import { createHash } from 'node:crypto';

type Form = 'verbatim' | 'constant' | 'fixed' | 'linear' | 'mid-side' | 'left-side' | 'side-right' | 'wasted';

class Bits {
  private readonly bits: number[] = [];
  push(value: number, count: number): void {
    for (let at = count - 1; at >= 0; at -= 1)
      this.bits.push(Math.floor((value < 0 ? value + 2 ** count : value) / 2 ** at) % 2);
  }
  align(): void {
    while (this.bits.length % 8 !== 0) this.bits.push(0);
  }
  get bytes(): Uint8Array {
    return Uint8Array.from({ length: this.bits.length / 8 }, (_, at) =>
      this.bits.slice(8 * at, 8 * at + 8).reduce((byte, bit) => 2 * byte + bit, 0),
    );
  }
}

/** The remainder of a division by a polynomial of so many bits, bit by bit. */
function remainder(bytes: Uint8Array, bits: number, polynomial: number): number {
  let rest = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      const out = ((rest >> (bits - 1)) & 1) ^ ((byte >> bit) & 1);
      rest = ((rest << 1) & (2 ** bits - 1)) ^ (out === 1 ? polynomial : 0);
    }
  }
  return rest;
}

/** A FLAC of one frame, after RFC 9639. */
export function flac(channels: readonly (readonly number[])[], rate: number, depth: number, form: Form): Uint8Array {
  const size = channels[0].length;
  const head = new Bits();
  for (const letter of 'fLaC') head.push(letter.charCodeAt(0), 8);
  head.push(1, 1);
  head.push(0, 7);
  head.push(34, 24);
  head.push(size, 16);
  head.push(size, 16);
  head.push(0, 48);
  head.push(rate, 20);
  head.push(channels.length - 1, 3);
  head.push(depth - 1, 5);
  head.push(size, 36);
  const width = Math.ceil(depth / 8);
  const plain = Buffer.alloc(size * channels.length * width);
  channels.forEach((channel, place) => {
    channel.forEach((sample, at) => plain.writeIntLE(sample, (at * channels.length + place) * width, width));
  });
  for (const byte of createHash('md5').update(plain).digest()) head.push(byte, 8);

  const frame = new Bits();
  frame.push(0x7ffc, 15);
  frame.push(0, 1);
  frame.push(7, 4);
  frame.push(0, 4);
  const assignment = { 'left-side': 8, 'side-right': 9, 'mid-side': 10 }[form as string] ?? channels.length - 1;
  frame.push(assignment, 4);
  frame.push(0, 3);
  frame.push(0, 1);
  frame.push(0, 8);
  frame.push(size - 1, 16);
  frame.push(remainder(frame.bytes, 8, 0x07), 8);
  const [left, right = left] = channels;
  const side = left.map((value, at) => value - right[at]);
  const middle = left.map((value, at) => Math.floor((value + right[at]) / 2));
  switch (assignment) {
    case 8:
      subframe(frame, left, depth, 'fixed');
      subframe(frame, side, depth + 1, 'fixed');
      break;
    case 9:
      subframe(frame, side, depth + 1, 'fixed');
      subframe(frame, right, depth, 'fixed');
      break;
    case 10:
      subframe(frame, middle, depth, 'fixed');
      subframe(frame, side, depth + 1, 'fixed');
      break;
    default:
      channels.forEach((channel) => {
        subframe(frame, channel, depth, form);
      });
  }
  frame.align();
  frame.push(remainder(frame.bytes, 16, 0x8005), 16);
  return Buffer.concat([head.bytes, frame.bytes]);
}

function subframe(bits: Bits, given: readonly number[], depth: number, form: Form): void {
  const wasted = form === 'wasted';
  const samples = wasted ? given.map((value) => value / 2) : given;
  const own = wasted ? depth - 1 : depth;
  bits.push(0, 1);
  const order = form === 'linear' ? 2 : 3;
  bits.push({ constant: 0, verbatim: 1, wasted: 1, linear: 31 + order }[form as string] ?? 8 + order, 6);
  bits.push(Number(wasted), 1);
  if (wasted) bits.push(1, 1);
  if (form === 'constant') bits.push(samples[0], own);
  else if (form === 'verbatim' || form === 'wasted')
    samples.forEach((sample) => {
      bits.push(sample, own);
    });
  else {
    samples.slice(0, order).forEach((sample) => {
      bits.push(sample, own);
    });
    // Linear: 1.5 s₁ − 0.75 s₂ in quarters; fixed: the third difference.
    const weights = form === 'linear' ? [6, -3] : [3, -3, 1];
    const shift = form === 'linear' ? 2 : 0;
    if (form === 'linear') {
      bits.push(5, 4);
      bits.push(shift, 5);
      weights.forEach((weight) => {
        bits.push(weight, 6);
      });
    }
    bits.push(0, 2);
    // Two partitions: one of Rice codes, one of plain numbers.
    bits.push(1, 4);
    samples.forEach((sample, at) => {
      if (at === order) bits.push(8, 4);
      if (at === samples.length / 2) {
        bits.push(15, 4);
        bits.push(18, 5);
      }
      if (at < order) return;
      const predicted = Math.floor(
        weights.reduce((sum, weight, back) => sum + weight * samples[at - 1 - back], 0) / 2 ** shift,
      );
      const left = sample - predicted;
      if (at >= samples.length / 2) {
        bits.push(left, 18);
        return;
      }
      const folded = left >= 0 ? 2 * left : -2 * left - 1;
      for (let zero = 0; zero < folded >> 8; zero += 1) bits.push(0, 1);
      bits.push(1, 1);
      bits.push(folded & 255, 8);
    });
  }
}
