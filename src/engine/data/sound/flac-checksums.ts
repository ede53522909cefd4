import { createHash } from 'node:crypto';

/** Remainders of every byte for a polynomial of so many bits, the highest bit first (RFC 9639, sections 9.1.8 and 9.3). */
function table(bits: number, polynomial: number): Uint16Array {
  const highest = 2 ** (bits - 1);
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte << (bits - 8);
    for (let bit = 0; bit < 8; bit += 1) {
      remainder = (remainder & highest) === 0 ? remainder << 1 : (remainder << 1) ^ polynomial;
    }
    return remainder & (2 * highest - 1);
  });
}

const ofHeader = table(8, 0x07);
const ofFrame = table(16, 0x8005);

/** CRC-8 of the header of a frame. */
export function headerChecksum(bytes: Uint8Array): number {
  return bytes.reduce((remainder, byte) => ofHeader[remainder ^ byte], 0);
}

/** CRC-16 of a whole frame. */
export function frameChecksum(bytes: Uint8Array): number {
  return bytes.reduce((remainder, byte) => ((remainder << 8) & 0xffff) ^ ofFrame[(remainder >> 8) ^ byte], 0);
}

/** MD5 of all samples: channels side by side, in whole bytes, the lowest first (RFC 9639, section 8.2). */
export class SampleDigest {
  readonly #hash = createHash('md5');
  readonly #width: number;

  constructor(bits: number) {
    this.#width = Math.ceil(bits / 8);
  }

  add(channels: readonly Float64Array[]): void {
    const length = channels[0].length;
    const bytes = Buffer.alloc(length * channels.length * this.#width);
    let at = 0;
    for (let sample = 0; sample < length; sample += 1) {
      for (const channel of channels) at = bytes.writeIntLE(channel[sample], at, this.#width);
    }
    this.#hash.update(bytes);
  }

  equals(told: Uint8Array): boolean {
    return this.#hash.digest().equals(told);
  }
}
