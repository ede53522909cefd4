/**
 * Noise of sound as MultiBench makes it (Liang et al., arXiv 2107.07502, and its released code): with probability `level` a
 * clip gets one of white noise, samples dropped here and there, and stretches of samples dropped. It acts on the spectrogram, as
 * the models do. Two faults of that code are not repeated: clips without noise stay as they are, where they became silent, and
 * single samples are dropped with probability `level`, where all of them were.
 */
import type { AudioSpec } from '../../shared/data/modality';
import type { PlaneValue } from '../modalities/modality';
import type { Random } from '../random';

/** Frames that a stretch is long. */
const stretch = 10;

/** @param level in [0, 1]: probability that the clip is changed, and strength of the change; 0 leaves it as it is */
export function noisySound(spec: AudioSpec, value: PlaneValue, level: number, random: Random): PlaneValue {
  if (random.uniform() >= level) return value;
  const changed = value.slice();
  switch (random.below(3)) {
    case 0:
      return changed.map((own) => Math.min(1, Math.max(0, own + level * random.normal())));
    case 1:
      return changed.map((own) => (random.uniform() < level ? 0 : own));
    default:
      for (let start = 0; start < spec.width; start += 1) {
        // About a share `level` of all frames lies in some stretch.
        if (random.uniform() >= level / stretch) continue;
        silence(spec, changed, start, Math.min(spec.width, start + stretch));
      }
      return changed;
  }
}

function silence({ height, width }: AudioSpec, value: PlaneValue, start: number, end: number): void {
  for (let band = 0; band < height; band += 1) value.fill(0, band * width + start, band * width + end);
}
