import { RowProblem } from '../../files/row-problem';
import { mostRate, type Sound } from './sound';

const PCM = 1;
const FLOAT = 3;
/** The kind of samples stands in the first bytes of the sub-format. */
const EXTENSIBLE = 0xfffe;

export function isWav(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return text.startsWith('RIFF') && text.endsWith('WAVE');
}

interface Format {
  readonly kind: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
}

/**
 * Decodes WAV: PCM of 8, 16, 24 or 32 bits, or floating point of 32 or 64; channels are averaged.
 *
 * @param most samples that are wanted, from the first on, as a function of the rate
 * @throws RowProblem
 */
export function decodeWav(bytes: Uint8Array, most: (rate: number) => number): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: Format | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');
    const size = view.getUint32(at + 4, true);
    const start = at + 8;
    if (name === 'fmt ') format = formatOf(view, start, size);
    if (name === 'data') {
      if (format === null) throw new RowProblem('The WAV file names no format before its samples.');
      // Recorders that were stopped early leave a size of all ones, or none.
      return samplesOf(view, start, Math.min(size, bytes.length - start), format, most);
    }
    at = start + size + (size % 2);
  }
  throw new RowProblem('The WAV file has no samples.');
}

function formatOf(view: DataView, start: number, size: number): Format {
  if (size < 16 || start + size > view.byteLength) throw new RowProblem('The WAV file is cut short.');
  const named = view.getUint16(start, true);
  const kind = named === EXTENSIBLE && size >= 26 ? view.getUint16(start + 24, true) : named;
  const format = {
    kind,
    channels: view.getUint16(start + 2, true),
    rate: view.getUint32(start + 4, true),
    bits: view.getUint16(start + 14, true),
  };
  const isRead =
    kind === PCM ? [8, 16, 24, 32].includes(format.bits) : kind === FLOAT && [32, 64].includes(format.bits);
  if (!isRead) {
    throw new RowProblem(`The WAV file has samples of kind ${kind} and ${format.bits} bits; PCM and float are read.`);
  }
  if (format.channels < 1 || format.channels > 64 || format.rate < 1000 || format.rate > mostRate) {
    throw new RowProblem(`The WAV file has ${format.channels} channels at ${format.rate} Hz, which is not read.`);
  }
  return format;
}

function samplesOf(
  view: DataView,
  start: number,
  size: number,
  { kind, channels, rate, bits }: Format,
  most: (rate: number) => number,
): Sound {
  const bytes = bits / 8;
  const count = Math.min(Math.floor(size / (bytes * channels)), most(rate));
  if (count === 0) throw new RowProblem('The WAV file has no samples.');
  const read = reader(view, kind, bits);
  const samples = new Float32Array(count);
  for (let sample = 0; sample < count; sample += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) sum += read(start + (sample * channels + channel) * bytes);
    const value = sum / channels;
    if (!Number.isFinite(value)) throw new RowProblem('The WAV file holds a sample that is not finite.');
    samples[sample] = Math.min(1, Math.max(-1, value));
  }
  return { rate, samples };
}

function reader(view: DataView, kind: number, bits: number): (at: number) => number {
  if (kind === FLOAT) return bits === 32 ? (at) => view.getFloat32(at, true) : (at) => view.getFloat64(at, true);
  switch (bits) {
    case 8:
      return (at) => (view.getUint8(at) - 128) / 128;
    case 16:
      return (at) => view.getInt16(at, true) / 2 ** 15;
    case 24:
      return (at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 2 ** 23;
    default:
      return (at) => view.getInt32(at, true) / 2 ** 31;
  }
}
