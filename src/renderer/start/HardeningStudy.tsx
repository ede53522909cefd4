import type { ReactNode } from 'react';
import { attackCount } from '../../analysis/attack-count';
import { decimal } from '../../analysis/format';
import { usualTimes } from '../../analysis/usual-times';
import { hardeningPlan } from '../../shared/planning/hardening-plan';
import { texts } from '../texts/catalogue';
import { QuickStudy } from './QuickStudy';
import type { StudyCardProps } from './StudyCard';

const words = texts.start.hardening;
const quick = hardeningPlan('quick');
const long = hardeningPlan('full');

/** The study of adversarial training. */
export function HardeningStudy({ runs }: Pick<StudyCardProps, 'runs'>): ReactNode {
  return (
    <QuickStudy
      id="hardening"
      quick={quick}
      long={long}
      usual={usualTimes.hardening}
      words={words}
      runs={runs}
      facts={[
        words.facts(
          decimal(quick.data.selection.count ?? null),
          decimal(quick.subjects.length),
          attackCount(quick.attacks),
        ),
        words.seeds(decimal(quick.seeds.length), decimal(long.seeds.length)),
      ]}
    />
  );
}
