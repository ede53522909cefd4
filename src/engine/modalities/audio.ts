import type { AudioSpec } from '../../shared/data/modality';
import { boxBlur } from './box-blur';
import { meanAt, planeModality } from './plane';
import { quadTree } from './quad-tree';

/** Sound: the element is a cell of the spectrogram, in time and frequency; the regions are quad-tree cells of both. */
export const audio = planeModality<AudioSpec>({
  kind: 'audio',
  ...quadTree,
  filler: (spec, value, { audio: fill }, noise) => {
    switch (fill) {
      case 'mean':
        return meanAt(spec);
      case 'silence':
        return () => 0;
      case 'noise':
        return () => noise.uniform();
      case 'blur': {
        const blurred = boxBlur(spec, value);
        return (index) => blurred[index];
      }
      default:
        return fill satisfies never;
    }
  },
});
