import { randomFrom, type Random } from '../../../../src/engine/random';

/** A file that somebody damaged, and how. */
export interface Damaged {
  readonly how: string;
  readonly bytes: Buffer;
}

/** Numbers that sizes are overwritten with: nothing, more than there is, signs, and more than fits. */
const HOSTILE = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

/** Always the same damages of a file: cut short, bits flipped, sizes overwritten, pieces doubled or left out, other bytes. */
export function* damages(whole: Uint8Array, count: number, name: string): Generator<Damaged> {
  const given = Buffer.from(whole);
  for (let at = 0; at < count; at += 1) {
    const random = randomFrom('damage', name, at);
    const [how, damage] = DAMAGES[at % DAMAGES.length];
    yield { how: `${name} ${how} (${String(at)})`, bytes: damage(Buffer.from(given), random) };
  }
}

/** What no measurement is, as numbers of four bytes and of eight. */
const NO_NUMBERS = [Number.NaN, Infinity, -Infinity, Number.MAX_VALUE, -0, 5e-324];
/** First bytes of other formats: PNG, JPEG, WAV, FLAC, zip, gzip, NumPy, HDF5, pickle, Parquet, WebP. */
const OTHERS = [
  ...[
    '89504e470d0a1a0a0000000d49484452',
    'ffd8ffe000104a464946',
    '52494646ffffffff57415645666d7420',
    '664c614380000022',
  ],
  ...['504b030414000000', '1f8b0800', '934e554d50590100', '894844460d0a1a0a', '80049563', '50415231'],
  ...['52494646ffffffff5745425056503820'],
].map((hex) => Buffer.from(hex, 'hex'));

const DAMAGES: readonly (readonly [how: string, damage: (bytes: Buffer, random: Random) => Buffer])[] = [
  ['cut short', (bytes, random) => bytes.subarray(0, random.below(bytes.length))],
  [
    'with bits flipped',
    (bytes, random) => {
      for (let flips = 1 + random.below(8); flips > 0; flips -= 1)
        bytes[random.below(bytes.length)] ^= 1 << random.below(8);
      return bytes;
    },
  ],
  [
    'with bits of its first bytes flipped',
    (bytes, random) => {
      bytes[random.below(Math.min(bytes.length, 160))] ^= 1 << random.below(8);
      return bytes;
    },
  ],
  [
    'with a hostile size',
    (bytes, random) => {
      if (bytes.length >= 4)
        bytes.writeUInt32LE(HOSTILE[random.below(HOSTILE.length)], random.below(Math.min(bytes.length - 3, 400)));
      return bytes;
    },
  ],
  [
    'with a hostile size, the highest byte first, near its end',
    (bytes, random) => {
      const from = Math.max(0, bytes.length - 120);
      if (bytes.length >= 4)
        bytes.writeUInt32BE(HOSTILE[random.below(HOSTILE.length)], from + random.below(bytes.length - from - 3));
      return bytes;
    },
  ],
  [
    'with a piece doubled',
    (bytes, random) => {
      const at = random.below(bytes.length);
      return Buffer.concat([
        bytes.subarray(0, at),
        bytes.subarray(Math.max(0, at - random.below(64))),
        bytes.subarray(at),
      ]);
    },
  ],
  [
    'with a piece left out',
    (bytes, random) => {
      const at = random.below(bytes.length);
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.below(64))]);
    },
  ],
  [
    'of other bytes',
    (bytes, random) => Buffer.from(Array.from({ length: Math.min(bytes.length, 2000) }, () => random.below(256))),
  ],
  [
    'with numbers that are none',
    (bytes, random) => {
      for (let more = 1 + random.below(4); more > 0 && bytes.length >= 8; more -= 1) {
        const value = NO_NUMBERS[random.below(NO_NUMBERS.length)];
        const at = random.below(bytes.length - 7);
        if (random.below(2) === 0) bytes.writeFloatLE(value, at);
        else bytes.writeDoubleLE(value, at);
      }
      return bytes;
    },
  ],
  [
    'that begins as another format',
    (bytes, random) => {
      const first = OTHERS[random.below(OTHERS.length)];
      return Buffer.concat([first, bytes.subarray(random.below(2) === 0 ? 0 : Math.min(bytes.length, first.length))]);
    },
  ],
  [
    'with digits changed',
    (bytes, random) => {
      const digits = [...bytes.keys()].filter((at) => bytes[at] >= 0x30 && bytes[at] <= 0x39);
      for (let more = 6; more > 0 && digits.length > 0; more -= 1)
        bytes[digits[random.below(digits.length)]] = 0x30 + random.below(10);
      return bytes;
    },
  ],
];
