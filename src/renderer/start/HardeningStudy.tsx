import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { attackCount } from '../../analysis/attack-count';
import { usualTimes } from '../../analysis/usual-times';
import { decimal } from '../../analysis/format';
import { hardeningPlan } from '../../shared/planning/hardening-plan';
import { useAction } from '../lab/use-action';
import { useNewDraft } from '../plans/use-new-draft';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { StudyCard, type StudyCardProps } from './StudyCard';

const words = texts.start.hardening;
const quick = hardeningPlan('quick');
const long = hardeningPlan('full');

/** The study of adversarial training: its quick form at one click, the long one as a draft. */
export function HardeningStudy({ runs }: Pick<StudyCardProps, 'runs'>): ReactNode {
  const newDraft = useNewDraft();
  const { start, busy, error } = useAction(async () => {
    await newDraft(long);
  });
  return (
    <>
      <StudyCard
        id="hardening-study"
        plan={quick}
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
        more={
          <Button
            size="sm"
            variant="default"
            loading={busy !== null}
            onClick={() => {
              start();
            }}
          >
            {words.long}
          </Button>
        }
      />
      {error === null ? null : <ErrorNotice error={error} onRetry={start} />}
    </>
  );
}
