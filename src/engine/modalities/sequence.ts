import type { SequenceSpec } from '../../shared/data/modality';
import { boxOf, boxRegion, halvedSteps, planeModality } from './plane';
import { valueFiller } from './value-fill';

/** A sequence: the element is the step, with all its features; the regions are spans of steps, halved again and again. */
export const sequence = planeModality<SequenceSpec>({
  kind: 'sequence',
  roots: ({ steps }, id) => {
    const whole = boxRegion('sequence', id, [0, 0, 1, steps]);
    return steps === 1 ? [whole] : halvedSteps('sequence', whole);
  },
  children: (_spec, region) => halvedSteps('sequence', region),
  side: ({ steps }, region) => {
    const [, , , elements] = boxOf('sequence', region);
    return { elements, fraction: elements / steps };
  },
  filler: valueFiller,
});
