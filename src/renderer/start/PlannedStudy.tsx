import type { ReactNode } from 'react';
import { attackCount } from '../../analysis/attack-count';
import { countOf, decimal } from '../../analysis/format';
import type { UsualTime } from '../../analysis/usual-times';
import type { StudyPlan } from '../../shared/plan/plan';
import { QuickStudy, type QuickStudyProps } from './QuickStudy';
import type { StudyCardProps } from './StudyCard';

export interface PlannedStudyProps extends Pick<StudyCardProps, 'runs'> {
  readonly id: string;
  readonly quick: StudyPlan;
  readonly long: StudyPlan;
  readonly usual: UsualTime;
  readonly words: QuickStudyProps['words'] & {
    facts: (samples: string, models: string, attacks: string) => string;
    seeds: (quick: string, long: string) => string;
  };
}

/** A study that ships with the lab, told by its plans. */
export function PlannedStudy({ quick, long, words, ...card }: PlannedStudyProps): ReactNode {
  return (
    <QuickStudy
      {...card}
      quick={quick}
      long={long}
      words={words}
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
