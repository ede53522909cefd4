import { usualTimes } from '../../analysis/usual-times';
import { adaptersPlan } from '../../shared/planning/adapters-plan';
import { alternatingPlan } from '../../shared/planning/alternating-plan';
import { contrastPlan } from '../../shared/planning/contrast-plan';
import { fusionsPlan } from '../../shared/planning/fusions-plan';
import { scalesPlan } from '../../shared/planning/scales-plan';
import { segmentationPlan } from '../../shared/planning/segmentation-plan';
import { streamsPlan } from '../../shared/planning/streams-plan';
import { systemsPlan } from '../../shared/planning/systems-plan';
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
    id: 'alternating-study',
    quick: alternatingPlan('quick'),
    long: alternatingPlan('full'),
    usual: usualTimes.alternating,
    words: words.alternating,
  },
  {
    id: 'contrast-study',
    quick: contrastPlan('quick'),
    long: contrastPlan('full'),
    usual: usualTimes.contrast,
    words: words.contrast,
  },
  {
    id: 'streams-study',
    quick: streamsPlan('quick'),
    long: streamsPlan('full'),
    usual: usualTimes.streams,
    words: words.streams,
  },
  {
    id: 'systems-study',
    quick: systemsPlan('quick'),
    long: systemsPlan('full'),
    usual: usualTimes.systems,
    words: words.systems,
  },
  {
    id: 'adapters-study',
    quick: adaptersPlan('quick'),
    long: adaptersPlan('full'),
    usual: usualTimes.adapters,
    words: words.adapters,
  },
];
