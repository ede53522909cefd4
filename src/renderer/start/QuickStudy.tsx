import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { StudyPlan } from '../../shared/plan/plan';
import { useAction } from '../lab/use-action';
import { useNewDraft } from '../plans/use-new-draft';
import { ErrorNotice } from '../ui/ErrorNotice';
import { StudyCard, type StudyCardProps } from './StudyCard';

export interface QuickStudyProps extends Omit<StudyCardProps, 'plan' | 'words' | 'more'> {
  readonly quick: StudyPlan;
  readonly long: StudyPlan;
  readonly words: StudyCardProps['words'] & { readonly long: string };
}

/** A study that ships with the lab: its quick form at one click, the long one as a draft. */
export function QuickStudy({ quick, long, words, ...card }: QuickStudyProps): ReactNode {
  const newDraft = useNewDraft();
  const { start, busy, error } = useAction(async () => {
    await newDraft(long);
  });
  return (
    <>
      <StudyCard
        {...card}
        plan={quick}
        words={words}
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
