/** Free Lossless Audio Codec, after RFC 9639. */
import { RowProblem } from '../../files/row-problem';
import { BitReader } from './bit-reader';
import { frameChecksum, headerChecksum, SampleDigest } from './flac-checksums';
import { subframe } from './flac-subframe';
import { mostRate, type Sound } from './sound';

const STREAM_INFO = 0;
const MOST_BLOCK = 65_536;

export function isFlac(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'fLaC';
}

/**
 * Decodes FLAC; channels are averaged. Checksums of frames have to be right, and that of all samples where all are decoded: a
 * damaged recording is told, not heard.
 *
 * @param most samples that are wanted, from the first on, as a function of the rate
 * @throws RowProblem
 */
export function decodeFlac(bytes: Uint8Array, most: (rate: number) => number): Sound {
  const { info, end } = streamInfo(bytes);
  const wanted = info.total === 0 ? most(info.rate) : Math.min(info.total, most(info.rate));
  const samples = new Float32Array(Math.min(wanted, MOST_BLOCK + bytes.length * 64));
  const digest = info.total > 0 && wanted === info.total && info.digest !== null ? new SampleDigest(info.bits) : null;
  let done = 0;
  for (let at = end; at + 2 < bytes.length && done < wanted;) {
    const frame = frameAt(bytes, at, info);
    const count = Math.min(frame.samples.length, samples.length - done);
    if (count <= 0) break;
    samples.set(frame.samples.subarray(0, count), done);
    digest?.add(frame.channels);
    done += count;
    at = frame.end;
  }
  if (done === 0) throw new RowProblem('The FLAC file has no samples.');
  if (done < Math.min(info.total, wanted)) throw new RowProblem('The FLAC file is cut short.');
  if (digest !== null && info.digest !== null && !digest.equals(info.digest)) throw corrupt();
  return { rate: info.rate, samples: samples.subarray(0, done) };
}

interface StreamInfo {
  readonly rate: number;
  readonly channels: number;
  readonly bits: number;
  /** Samples of each channel; 0: not told. */
  readonly total: number;
  /** MD5 of all samples; null: not told. */
  readonly digest: Uint8Array | null;
}

function streamInfo(bytes: Uint8Array): { readonly info: StreamInfo; readonly end: number } {
  let info: StreamInfo | null = null;
  for (let at = 4; at + 4 <= bytes.length;) {
    const isLast = bytes[at] >= 128;
    const type = bytes[at] & 127;
    const length = bytes[at + 1] * 65_536 + bytes[at + 2] * 256 + bytes[at + 3];
    const start = at + 4;
    if (type === STREAM_INFO && length >= 34) {
      const bits = new BitReader(bytes, start + 10);
      const digest = bytes.subarray(start + 18, start + 34);
      info = {
        rate: bits.unsigned(20),
        channels: bits.unsigned(3) + 1,
        bits: bits.unsigned(5) + 1,
        total: bits.unsigned(4) * 2 ** 32 + bits.unsigned(32),
        digest: digest.length === 16 && digest.some((byte) => byte !== 0) ? digest : null,
      };
    }
    at = start + length;
    if (isLast) {
      if (info === null || info.rate < 1000 || info.rate > mostRate || info.bits < 4 || info.bits > 24) break;
      return { info, end: at };
    }
  }
  throw new RowProblem('The FLAC file has no description of its samples that is read (4 to 24 bits).');
}

interface Frame {
  /** Mean of the channels, in [−1, 1]. */
  readonly samples: Float32Array;
  /** As they were encoded. */
  readonly channels: readonly Float64Array[];
  /** Where the next one begins. */
  readonly end: number;
}

function frameAt(bytes: Uint8Array, at: number, info: StreamInfo): Frame {
  const bits = new BitReader(bytes, at);
  if (bits.unsigned(15) !== 0x7ffc) throw corrupt();
  bits.unsigned(1);
  const sizeCode = bits.unsigned(4);
  const rateCode = bits.unsigned(4);
  const assignment = bits.unsigned(4);
  const bitsCode = bits.unsigned(3);
  bits.unsigned(1);
  codedNumber(bits);
  const size = blockSize(sizeCode, bits);
  if (rateCode === 12) bits.unsigned(8);
  if (rateCode === 13 || rateCode === 14) bits.unsigned(16);
  const headerEnd = bits.position;
  if (bits.unsigned(8) !== headerChecksum(bytes.subarray(at, headerEnd))) throw corrupt();
  const depth = bitsCode === 0 ? info.bits : [0, 8, 12, 0, 16, 20, 24, 32][bitsCode];
  if (depth === 0 || depth > 24 || assignment > 10 || size < 1) throw corrupt();
  const count = assignment < 8 ? assignment + 1 : 2;
  const stored: Float64Array[] = [];
  for (let channel = 0; channel < count; channel += 1) {
    // A side channel takes a bit more.
    const isSide = assignment === 8 || assignment === 10 ? channel === 1 : assignment === 9 && channel === 0;
    stored.push(subframe(bits, size, depth + Number(isSide)));
  }
  bits.align();
  const end = bits.position;
  if (bits.unsigned(16) !== frameChecksum(bytes.subarray(at, end))) throw corrupt();
  const channels = apart(stored, assignment);
  const full = channels.length * 2 ** (depth - 1);
  const samples = Float32Array.from(
    channels[0],
    (_, sample) => channels.reduce((sum, channel) => sum + channel[sample], 0) / full,
  );
  return { samples, channels, end: bits.position };
}

/** Left and right from what is stored of them. */
function apart(stored: readonly Float64Array[], assignment: number): readonly Float64Array[] {
  const [first, second] = stored;
  switch (assignment) {
    case 8:
      return [first, first.map((left, at) => left - second[at])];
    case 9:
      return [first.map((side, at) => side + second[at]), second];
    case 10: {
      // The middle lost its last bit, which is that of the side.
      const sums = first.map((middle, at) => 2 * middle + Math.abs(second[at] % 2));
      return [sums.map((sum, at) => (sum + second[at]) / 2), sums.map((sum, at) => (sum - second[at]) / 2)];
    }
    default:
      return stored;
  }
}

/** The number of a frame or sample, coded as characters are in UTF-8. */
function codedNumber(bits: BitReader): void {
  const first = bits.unsigned(8);
  let more = 0;
  while (more < 7 && (first & (0x80 >> more)) !== 0) more += 1;
  if (more === 1 || more === 8) throw corrupt();
  for (let left = more - 1; left > 0; left -= 1) {
    if (bits.unsigned(2) !== 2) throw corrupt();
    bits.unsigned(6);
  }
}

function blockSize(code: number, bits: BitReader): number {
  switch (code) {
    case 0:
      throw corrupt();
    case 1:
      return 192;
    case 6:
      return bits.unsigned(8) + 1;
    case 7:
      return bits.unsigned(16) + 1;
    default:
      return code < 6 ? 576 * 2 ** (code - 2) : 256 * 2 ** (code - 8);
  }
}

function corrupt(): RowProblem {
  return new RowProblem('The FLAC file is corrupt.');
}
