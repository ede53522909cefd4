import type { ReactNode } from 'react';
import { attackCount } from '../../analysis/attack-count';
import { countOf, decimal } from '../../analysis/format';
import { usualTimes } from '../../analysis/usual-times';
import { fusionsPlan } from '../../shared/planning/fusions-plan';
import { texts } from '../texts/catalogue';
import { QuickStudy } from './QuickStudy';
import type { StudyCardProps } from './StudyCard';

const words = texts.start.fusions;
const quick = fusionsPlan('quick');
const long = fusionsPlan('full');

/** The study of all fusions, side by side. */
export function FusionsStudy({ runs }: Pick<StudyCardProps, 'runs'>): ReactNode {
  return (
    <QuickStudy
      id="fusions-study"
      quick={quick}
      long={long}
      usual={usualTimes.fusions}
      words={words}
      runs={runs}
      facts={[
        words.facts(
          decimal(quick.data.selection.count ?? null),
          countOf(quick.subjects.length, 'model'),
          attackCount(quick.attacks),
        ),
        words.seeds(decimal(quick.seeds.length), decimal(long.seeds.length)),
      ]}
    />
  );
}
