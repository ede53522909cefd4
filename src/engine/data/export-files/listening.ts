/** Sounds to listen to beside the spectrograms that models are asked about. */
import type { Pause } from '../../pause';
import type { SoundSetting } from '../sound-setting';
import { soundFile } from './sound-file';
import type { ValueFile } from './value-files';

const words =
  'to listen to: a sound made up to the spectrogram, which tells no phases; the model was asked about the spectrogram';

/**
 * The file of a spectrogram with a WAV beside it; where there can be none, its note says why.
 *
 * @param spectrogram its file, `sound.npy`
 * @param levels [bands, frames], the highest band first
 */
export async function withSound(
  spectrogram: ValueFile,
  levels: Float32Array,
  made: SoundSetting,
  pause: Pause,
): Promise<readonly ValueFile[]> {
  const without = (reason: string): readonly ValueFile[] => [
    { ...spectrogram, note: `${spectrogram.note ?? ''}; no WAV: ${reason}` },
  ];
  if (made.setting === null) return without(made.reason);
  if (!levels.every(Number.isFinite)) return without('a level is no number');
  const { bytes, gain, spectralConvergence } = await soundFile(made.setting, levels, pause);
  const quieter = gain === 1 ? '' : `; made quieter, times ${gain.toPrecision(3)}, so that it is not cut`;
  return [
    spectrogram,
    {
      ...spectrogram,
      name: spectrogram.name.replace(/\.npy$/u, '.wav'),
      bytes,
      spectralConvergence,
      note: `${words}${quieter}`,
    },
  ];
}
