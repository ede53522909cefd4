import type { ReactNode } from 'react';
import { attackCount } from '../../analysis/attack-count';
import { usualTimes } from '../../analysis/usual-times';
import { decimal } from '../../analysis/format';
import { demoPlans } from '../../shared/planning/demo-plans';
import { texts } from '../texts/catalogue';
import { StudyCard, type StudyCardProps } from './StudyCard';

const words = texts.start.sample;
const plan = { ...demoPlans('quick')[0], name: words.name, question: words.question };

/** The first study that anybody runs: two fusions under all kinds of attacks. */
export function SampleStudy({ runs }: Pick<StudyCardProps, 'runs'>): ReactNode {
  return (
    <StudyCard
      id="sample"
      plan={plan}
      usual={usualTimes.sample}
      words={words}
      runs={runs}
      facts={[
        words.facts(
          decimal(plan.data.selection.count ?? null),
          decimal(plan.subjects.length),
          attackCount(plan.attacks),
          decimal(plan.requirements.length),
        ),
      ]}
    />
  );
}
