import { isPictureView, type PictureView, type SampleView } from '../../../shared/samples/sample-view';
import { differenceOf, type Difference } from '../../ui/sample/difference';

/** What was done to one picture. */
export interface ChangedPicture {
  readonly modality: string;
  /** What the picture is of. */
  readonly kind: PictureView['kind'];
  readonly difference: Difference;
}

/** Of the pictures of a sample, those that are not as they were. */
export function pictureDifferences(
  before: Pick<SampleView, 'values'>,
  after: Pick<SampleView, 'values'>,
): readonly ChangedPicture[] {
  return Object.entries(before.values).flatMap(([modality, value]): readonly ChangedPicture[] => {
    const changed = after.values[modality];
    if (!isPictureView(value) || !isPictureView(changed) || changed.pixels === value.pixels) return [];
    return [{ modality, kind: value.kind, difference: differenceOf(value, changed) }];
  });
}
