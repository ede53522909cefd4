import { classesIn } from '../../shared/data/class-map';
import { isPictureView, type ImageView, type SampleView } from '../../shared/samples/sample-view';
import { classPicture } from './class-colours';

/** True classes of all pixels, as large as the pictures that they are of; null of data that label only samples. */
export function maskPicture({ values, mask }: Pick<SampleView, 'values' | 'mask'>): ImageView | null {
  const picture = Object.values(values).find(isPictureView);
  if (mask === undefined || picture === undefined) return null;
  const { height, width } = picture;
  return classPicture(classesIn(mask, height * width), { height, width });
}
