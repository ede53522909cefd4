import { Button, Stack, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { attackCount } from '../../analysis/attack-count';
import { decimal } from '../../analysis/format';
import { planHash as hashOfPlan } from '../../shared/plan/plan-hash';
import { referencePlan } from '../../shared/planning/reference-plan';
import type { Page, PageProps } from '../address/page';
import { asLabError } from '../lab/use-request';
import { useRunShipped } from '../plans/use-run-shipped';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { PageHeader } from '../ui/PageHeader';
import { Pending } from '../ui/Pending';
import { useWorkspace } from '../workspace/context';
import { useChoices } from '../workspace/use-choices';
import { useIndexedRuns } from '../workspace/run-index/use-run-index';
import { Trend } from './Trend';

const words = texts.trend;
const referenceHash = hashOfPlan(referencePlan);

/** One measure of many runs over time; at first of the reference study, which is run from here. */
function TrendPage({ route }: PageProps): ReactNode {
  const query = useChoices('trend', route.query);
  const { start, busy, error } = useRunShipped(referencePlan);
  const known = useIndexedRuns()?.some(({ planHash }) => planHash === referenceHash) ?? false;
  return (
    <>
      <PageHeader
        title={texts.app.pages.trend}
        lead={words.lead}
        actions={
          <Button
            loading={busy !== null}
            leftSection={<IconPlayerPlay size={15} aria-hidden />}
            onClick={() => {
              start();
            }}
          >
            {known ? words.reference.again : words.reference.run}
          </Button>
        }
      />
      <Stack gap="md">
        {error === null ? null : <ErrorNotice error={error} onRetry={start} />}
        {query === null ? <Pending words={texts.ui.readingChoices} /> : <Indexed query={query} />}
        <Text size="xs" c="dimmed" maw="100ch">
          {words.reference.text(
            decimal(referencePlan.data.selection.count ?? null),
            decimal(referencePlan.subjects.length),
            attackCount(referencePlan.attacks),
          )}
        </Text>
      </Stack>
    </>
  );
}

/** The index of runs holds what a trend is made of: no record is read for it. */
function Indexed({ query }: Pick<PageProps['route'], 'query'>): ReactNode {
  const { database, trouble } = useWorkspace();
  const runs = useIndexedRuns();
  if (database === null && trouble !== null) return <ErrorNotice error={asLabError(trouble)} />;
  if (runs === undefined) return <Pending words={words.reading} />;
  return <Trend runs={runs} query={query} />;
}

export const page: Page = { Component: TrendPage };
