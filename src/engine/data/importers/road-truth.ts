import type { PixelClasses } from './indexed-png';
import { RowProblem } from '../../files/row-problem';
import type { Picture } from './picture';

/** What KITTI-Road's pixels are, from value 0 on. */
export const ROAD_CLASSES = ['not road', 'road'] as const;

/** The truth of a picture of KITTI-Road. */
export interface RoadTruth extends PixelClasses {
  /** Pixels that nobody labelled; their class is not road. */
  readonly unlabelled: number;
}

/**
 * Reads the colours of `gt_image_2`: where red is, a pixel is labelled, and where blue is, it is road; black is neither. What
 * is not labelled counts as not road, as in the released code of MMCert, which asks for blue alone: the lab has no pixels
 * that are not asked for.
 *
 * @throws RowProblem for a picture without any label
 */
export function roadTruth({ height, width, rgb }: Picture): RoadTruth {
  const classes = new Uint8Array(height * width);
  let unlabelled = 0;
  for (let pixel = 0; pixel < classes.length; pixel += 1) {
    const isRoad = rgb[3 * pixel + 2] > 0;
    if (isRoad) classes[pixel] = 1;
    else if (rgb[3 * pixel] === 0) unlabelled += 1;
  }
  if (unlabelled === classes.length) {
    throw new RowProblem('The ground truth labels no pixel: none is red (not road) or has blue (road).');
  }
  return { height, width, classes, unlabelled };
}
