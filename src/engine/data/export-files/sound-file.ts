import type { Pause } from '../../pause';
import { soundOf } from '../sound/inversion';
import { levelsOf, type SpectrogramSetting } from '../sound/spectrogram';
import { decodeWav } from '../sound/wav';
import { wavFile } from './wav-file';

export interface SoundFile {
  readonly bytes: Uint8Array;
  /** What the sound was multiplied by, so that it is not cut. */
  readonly gain: number;
  /** ‖levels of the file − levels‖ / ‖levels‖, the gain undone; 0 where all is silent. */
  readonly spectralConvergence: number;
}

/**
 * A WAV to listen to, to a log-mel spectrogram, and how far it is off: measured by what is in the file.
 *
 * @param levels [bands, frames] in [0, 1], the highest band first
 */
export async function soundFile(setting: SpectrogramSetting, levels: Float32Array, pause: Pause): Promise<SoundFile> {
  const { bytes, gain } = wavFile(await soundOf(setting, levels, pause), setting.rate);
  const { samples } = decodeWav(bytes, () => Infinity);
  const own = levelsOf(setting)(samples.map((sample) => sample / gain));
  const norm = normOf(levels);
  const off = normOf(own.map((level, at) => level - levels[at]));
  return { bytes, gain, spectralConvergence: norm === 0 ? 0 : off / norm };
}

function normOf(numbers: Float32Array | Float64Array): number {
  let sum = 0;
  for (const number of numbers) sum += number * number;
  return Math.sqrt(sum);
}
