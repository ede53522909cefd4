import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Expansion, StudyPlan } from '../../shared/plan';
import { useRequest } from '../lab/use-request';
import { shownText } from '../../shared/shown-text';
import { usePlanTime } from '../plans/use-plan-time';
import { useRecordedCosts } from '../plans/use-recorded-costs';
import { texts } from '../texts/catalogue';

const words = texts.start.time;

/** How long a shipped study may take; without its data set nothing can be timed, and that is said, as are other faults. */
export function PlanTime({ plan }: { readonly plan: StudyPlan }): ReactNode {
  const checked = useRequest('studies.check', { plan }, { refreshOn: ['workEnded', 'modelTrained'] });
  if (checked.error !== null && checked.value === null) {
    const { code, message } = checked.error;
    return <Line text={code === 'not-found' ? words.unprepared : words.unknown(shownText(message))} />;
  }
  return checked.value === null ? <Line text={`${words.reading}…`} /> : <Known plan={plan} expansion={checked.value} />;
}

function Known({ plan, expansion }: { readonly plan: StudyPlan; readonly expansion: Expansion }): ReactNode {
  const time = usePlanTime(plan, expansion, useRecordedCosts(), null);
  return <Line text={words.takes(time)} />;
}

function Line({ text }: { readonly text: string }): ReactNode {
  return (
    <Text size="xs" c="dimmed" maw="90ch">
      {text}
    </Text>
  );
}
