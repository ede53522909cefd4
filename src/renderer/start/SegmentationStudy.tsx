import type { ReactNode } from 'react';
import { attackCount } from '../../analysis/attack-count';
import { decimal } from '../../analysis/format';
import { usualTimes } from '../../analysis/usual-times';
import { segmentationPlan } from '../../shared/planning/segmentation-plan';
import { texts } from '../texts/catalogue';
import { QuickStudy } from './QuickStudy';
import type { StudyCardProps } from './StudyCard';

const words = texts.start.segmentation;
const quick = segmentationPlan('quick');
const long = segmentationPlan('full');

/** The study of one attacked sensor, on models that answer for every pixel. */
export function SegmentationStudy({ runs }: Pick<StudyCardProps, 'runs'>): ReactNode {
  return (
    <QuickStudy
      id="segmentation-study"
      quick={quick}
      long={long}
      usual={usualTimes.segmentation}
      words={words}
      runs={runs}
      facts={[
        words.facts(decimal(quick.data.selection.count ?? null), attackCount(quick.attacks)),
        words.seeds(decimal(quick.seeds.length), decimal(long.seeds.length)),
      ]}
    />
  );
}
