import { Button, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { hrefTo } from '../address/route';
import { texts } from '../texts/catalogue';
import { Loaded } from '../ui/Loaded';
import { PageHeader } from '../ui/PageHeader';
import { useRuns } from '../workspace/run-index/use-runs';
import { useRefreshWhileWorking } from './use-refresh-while-working';
import { QueuePanel } from '../queue/QueuePanel';
import { RunTable } from './RunTable';

const words = texts.runs;

/** The runs of the project shown, and above them what computes and waits. */
export function RunsPage(): ReactNode {
  const runs = useRuns();
  useRefreshWhileWorking(runs.refresh);
  return (
    <>
      <PageHeader
        title={texts.app.pages.runs}
        lead={words.lead}
        actions={
          <Button component="a" href={hrefTo('studies')} leftSection={<IconPlus size={15} aria-hidden />}>
            {words.newStudy}
          </Button>
        }
      />
      <Stack gap="md">
        <QueuePanel />
        <Loaded request={runs} words={words.reading}>
          {(answer) => (
            <>
              {answer.unreadable.length === 0 ? null : (
                <Text size="sm" c="var(--lab-bad)">
                  {words.unreadable(answer.unreadable.length)}
                </Text>
              )}
              <RunTable runs={answer.runs} onChanged={runs.refresh} />
            </>
          )}
        </Loaded>
      </Stack>
    </>
  );
}
