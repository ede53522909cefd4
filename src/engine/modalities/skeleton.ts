import type { SkeletonSpec } from '../../shared/data/modality';
import { boxOf, boxRegion, halvedSteps, planeModality } from './plane';
import { valueFiller } from './value-fill';

/**
 * A skeleton: the element is a joint at a step, with all its coordinates; the regions are each joint over a span of steps,
 * from the whole time on halved again and again. Joints are not put together: neighbours in a list need not be on a body.
 */
export const skeleton = planeModality<SkeletonSpec>({
  kind: 'skeleton',
  roots: ({ joints, steps }, id) => joints.map((_joint, row) => boxRegion('skeleton', id, [row, 0, 1, steps])),
  children: (_spec, region) => halvedSteps('skeleton', region),
  side: ({ steps }, region) => {
    const [, , , elements] = boxOf('skeleton', region);
    return { elements, fraction: elements / steps };
  },
  filler: valueFiller,
});
