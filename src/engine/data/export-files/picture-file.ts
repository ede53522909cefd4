import { encode } from 'fast-png';
import type { ImageSpec } from '../../../shared/data/modality';

export interface PictureFile {
  readonly bytes: Uint8Array;
  /** Largest difference of a value in [0, 1] from what the file holds. */
  readonly largestRounding: number;
}

/** @param values in [0, 1], row-major, channels last; what lies outside is cut @param depth bits of a level */
export function pictureFile(
  { height, width, channels }: Pick<ImageSpec, 'height' | 'width' | 'channels'>,
  values: Float32Array,
  depth: 8 | 16,
): PictureFile {
  const most = 2 ** depth - 1;
  const levels = depth === 8 ? new Uint8Array(values.length) : new Uint16Array(values.length);
  let largestRounding = 0;
  values.forEach((value, at) => {
    levels[at] = Math.round(Math.min(1, Math.max(0, value)) * most);
    largestRounding = Math.max(largestRounding, Math.abs(levels[at] / most - value));
  });
  return { bytes: encode({ width, height, channels, depth, data: levels }), largestRounding };
}
