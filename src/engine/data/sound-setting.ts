import type { DatasetManifest } from '../../shared/data/dataset';
import { shippedSound } from './shipped';
import { FRAME } from './sound/fourier';
import type { SpectrogramSetting } from './sound/spectrogram';

/** How the recordings of a modality became spectrograms, or why no sound follows from these. */
export type SoundSetting =
  { readonly setting: SpectrogramSetting } | { readonly setting: null; readonly reason: string };

/** @param id of a modality of sound; what is kept of it may have come with an archive, so that it is held against the modality */
export function soundSetting(manifest: DatasetManifest, id: string): SoundSetting {
  const spec = manifest.modalities[id];
  const input = manifest.mapping?.inputs.find(({ name }) => name === id);
  const setting = input?.kind === 'audio' ? input : shippedSound(manifest, id);
  const none = (reason: string): SoundSetting => ({ setting: null, reason });
  if (setting === null) return none('the data set does not tell how these were made of a recording');
  const { rate, bands, frames, hop, hertz, range } = setting;
  const isOwn =
    spec.kind === 'audio' &&
    spec.height === bands &&
    spec.width === frames &&
    spec.hertz.every((edge, at) => edge === hertz[at]);
  if (!isOwn || !(hertz[0] < hertz[1] && hertz[1] <= rate / 2)) {
    return none('what the data set tells of how these were made is not true of them');
  }
  if (hop > FRAME) {
    return none(
      `frames of ${String(FRAME)} samples begin ${String(hop)} apart, and of what is between them nothing is known`,
    );
  }
  return { setting: { rate, bands, frames, hop, hertz, range } };
}
