import { Box } from '@mantine/core';
import type { ReactNode } from 'react';
import type { UsualTime } from '../../analysis/usual-times';
import type { StudyPlan } from '../../shared/plan/plan';
import { useRequest } from '../lab/use-request';
import { shownText } from '../../shared/text/shown-text';
import { TimeLines } from '../plans/TimeLines';
import { usePlanTime } from '../plans/use-plan-time';
import { useRecordedCosts } from '../plans/use-recorded-costs';
import { texts } from '../texts/catalogue';

const words = texts.start.time;

export interface PlanTimeProps {
  readonly plan: StudyPlan;
  /** What it takes elsewhere: said where nothing of this machine is known, as roughly as it is. */
  readonly usual: UsualTime;
}

/** How long a shipped study may take; a fault of the lab is said, that its data are not prepared yet is none. */
export function PlanTime({ plan, usual }: PlanTimeProps): ReactNode {
  const { value, error } = useRequest('studies.check', { plan }, { refreshOn: ['workEnded', 'modelTrained'] });
  const costs = useRecordedCosts();
  const time = usePlanTime(plan, value, costs, { trainSplit: null, usual });
  const isFault = value === null && error !== null && error.code !== 'not-found';
  const isRead = costs !== null && (value !== null || error !== null);
  return (
    <Box fz="sm">
      {isFault ? (
        words.unknown(shownText(error.message))
      ) : !isRead ? (
        // What is trained already takes no time: a figure given before that is known would be taken back.
        words.takes(`${words.reading}…`)
      ) : (
        <TimeLines line={words.takes(time.line)} detail={time.detail} />
      )}
    </Box>
  );
}
