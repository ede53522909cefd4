import { usualTimes } from '../../analysis/usual-times';
import { adaptersPlan } from '../../shared/planning/adapters-plan';
import { fusionsPlan } from '../../shared/planning/fusions-plan';
import { scalesPlan } from '../../shared/planning/scales-plan';
import { segmentationPlan } from '../../shared/planning/segmentation-plan';
import { texts } from '../texts/catalogue';
import type { PlannedStudyProps } from './PlannedStudy';

const words = texts.start;

/** Studies that ship with the lab and are told by their plans alone, in the order of the page. */
export const plannedStudies: readonly Omit<PlannedStudyProps, 'runs'>[] = [
  {
    id: 'segmentation-study',
    quick: segmentationPlan('quick'),
    long: segmentationPlan('full'),
    usual: usualTimes.segmentation,
    words: words.segmentation,
  },
  {
    id: 'fusions-study',
    quick: fusionsPlan('quick'),
    long: fusionsPlan('full'),
    usual: usualTimes.fusions,
    words: words.fusions,
  },
  {
    id: 'scales-study',
    quick: scalesPlan('quick'),
    long: scalesPlan('full'),
    usual: usualTimes.scales,
    words: words.scales,
  },
  {
    id: 'adapters-study',
    quick: adaptersPlan('quick'),
    long: adaptersPlan('full'),
    usual: usualTimes.adapters,
    words: words.adapters,
  },
];
