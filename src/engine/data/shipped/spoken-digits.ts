import { join } from 'node:path';
import type { ModalityShape } from '../modality-writer';
import type { Random } from '../../random';
import { samplesOf, type SpectrogramSetting } from '../sound/spectrogram';
import { DIGIT_NAMES } from './digit-sentences';
import { readShipped } from './read-shipped';

const RATE = 8000;
const LANGUAGES = ['en', 'ja', 'ru', 'zh'] as const;
const DIGITS = DIGIT_NAMES.length;
const BYTES = 104_820;
const SHA256 = 'd4668589af29b878e2f412396434df7319629dc99c193347d143248a0472a177';

export const sound: SpectrogramSetting = {
  rate: RATE,
  bands: 24,
  frames: 32,
  hop: 160,
  hertz: [60, 4000],
  range: 60,
};

export const spokenShape: ModalityShape = {
  kind: 'audio',
  height: sound.bands,
  width: sound.frames,
  seconds: samplesOf(sound) / RATE,
  hertz: [...sound.hertz],
};

export const spokenLicence = 'Recordings: captcha by Dmitry Chestnykh, MIT; varied by this project.';

/** Recordings of the ten digits in four languages, digit after digit. */
export async function readRecordings(resources: string): Promise<readonly Float32Array[]> {
  return recordingsIn(await readShipped(join(resources, 'spoken-digits.u8.deflate'), BYTES, SHA256));
}

/** `ja-3` */
export function recordingName(recording: number): string {
  return `${LANGUAGES[Math.floor(recording / DIGITS)]}-${String(recording % DIGITS)}`;
}

/** One long hiss, of which every row takes a stretch. */
export function longHiss(white: Random): Float32Array {
  return Float32Array.from({ length: 2 ** 17 }, () => white.normal());
}

/** The recording at another speed and loudness, somewhere in the time there is, under hiss; or the hiss alone. */
export function spoken(recording: Float32Array | null, noise: Float32Array, random: Random): Float32Array {
  const length = samplesOf(sound);
  const speed = 0.85 + 0.3 * random.uniform();
  const loudness = 0.5 + 0.5 * random.uniform();
  const hiss = 0.002 + 0.004 * random.uniform();
  const start = random.uniform();
  const from = random.below(noise.length - length);
  const samples = noise.slice(from, from + length);
  for (let at = 0; at < length; at += 1) samples[at] *= hiss;
  if (recording === null) return samples;
  const count = Math.min(length, Math.floor((recording.length - 1) / speed));
  const first = Math.floor(start * (length - count));
  for (let at = 0; at < count; at += 1) {
    const place = at * speed;
    const [before, share] = [Math.floor(place), place % 1];
    samples[first + at] += loudness * ((1 - share) * recording[before] + share * recording[before + 1]);
  }
  return samples;
}

/** Samples in [−1, 1], each recording as loud as any other at its loudest. */
function recordingsIn(bytes: Uint8Array): readonly Float32Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = LANGUAGES.length * DIGITS;
  let start = 2 * count;
  return Array.from({ length: count }, (_, index) => {
    const length = view.getUint16(2 * index, true);
    const samples = Float32Array.from(bytes.subarray(start, start + length), (level) => (level - 128) / 128);
    start += length;
    const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1e-3);
    return samples.map((sample) => sample / loudest);
  });
}
