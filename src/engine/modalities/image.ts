import type { ImageSpec } from '../../shared/data/modality';
import { boxBlur } from './box-blur';
import { meanAt, planeModality } from './plane';
import { quadTree } from './quad-tree';

/** Image: the element is the pixel (a position, whatever the number of channels), the regions are quad-tree cells. */
export const image = planeModality<ImageSpec>({
  kind: 'image',
  ...quadTree,
  filler: (spec, value, { image: fill }, noise) => {
    switch (fill) {
      case 'mean':
        return meanAt(spec);
      case 'black':
        return () => 0;
      case 'white':
        return () => 1;
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
