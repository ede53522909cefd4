import { LabError } from '../../../../shared/errors';
import type { InputOf } from '../../../../shared/mapping/inputs';
import { decodeSound } from '../../sound/decode-sound';
import { resampled, samplesNeeded } from '../../sound/resample';
import { samplesOf, spectrogramOf } from '../../sound/spectrogram';
import { RowProblem } from '../../../files/row-problem';
import { contentOf, type InputReader, type Reading } from './reading';

/** Recordings as log-mel spectrograms of their beginning; shorter ones end in silence. */
export function audioReader(input: InputOf<'audio'>, { root, remark }: Reading): Promise<InputReader> {
  const { name, rate, bands, frames, hop, hertz, range } = input;
  if (!(hertz[0] < hertz[1] && hertz[1] <= rate / 2)) {
    throw new LabError(
      'invalid',
      `has bands from ${String(hertz[0])} to ${String(hertz[1])} Hz; ${String(rate)} samples a second hold up to ${String(rate / 2)} Hz.`,
      { where: 'inputs.hertz', remedy: 'Give the lower edge first, and an upper one of at most half the rate.' },
    );
  }
  const length = samplesOf({ frames, hop });
  const levelsOf = spectrogramOf({ rate, bands, frames, hop, hertz, range });
  return Promise.resolve({
    shape: { kind: 'audio', height: bands, width: frames, seconds: length / rate, hertz: [...hertz] },
    read: async (row) => {
      const bytes = await contentOf(input, root, row);
      if (!(bytes instanceof Uint8Array)) throw new RowProblem('The column holds no sound.');
      const sound = decodeSound(bytes, (own) => samplesNeeded(length, own, rate) + 1);
      const samples = resampled(sound.samples, sound.rate, rate, length);
      if (sound.samples.length / sound.rate > length / rate + 0.05) {
        remark(`Recordings of ${name} are cut after ${(length / rate).toFixed(2)} s.`);
      }
      return levelsOf(samples);
    },
  });
}
