import { Anchor, Group, Paper, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { utcTime } from '../../analysis/format';
import type { LabResult } from '../../shared/lab-channel/lab-api';
import { shownText } from '../../shared/text/shown-text';
import { hrefTo } from '../address/route';
import type { Requested } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { Loaded } from '../ui/Loaded';
import { RunStateBadge } from '../ui/RunStateBadge';
import { useIsMember } from '../workspace/use-project';

const words = texts.start;
const most = 8;

/** The runs begun last, of the project shown. */
export function RecentRuns({ request }: { readonly request: Requested<LabResult<'runs.list'>> }): ReactNode {
  const isMember = useIsMember('run');
  return (
    <Paper component="section" aria-labelledby="recent-runs">
      <Group justify="space-between" mb={4}>
        <Title order={2} id="recent-runs">
          {words.recent}
        </Title>
        <Anchor href={hrefTo('runs')} size="sm">
          {words.allRuns}
        </Anchor>
      </Group>
      <Loaded request={request} words={words.readingRuns}>
        {({ runs, unreadable }) => {
          const shown = runs
            .filter(({ id }) => isMember(id))
            .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
            .slice(0, most);
          return (
            <>
              {shown.length === 0 ? (
                <EmptyState {...(runs.length === 0 ? words.noRuns : texts.runs.noneInProject)} />
              ) : (
                <Table.ScrollContainer minWidth={420} scrollAreaProps={{ offsetScrollbars: false }}>
                  <Table>
                    <Table.Tbody>
                      {shown.map(({ id, name, state, createdAt }) => (
                        <Table.Tr key={id}>
                          <Table.Td>
                            <Anchor href={hrefTo('runs', [id])} size="sm" fw={600}>
                              {shownText(name)}
                            </Anchor>
                          </Table.Td>
                          <Table.Td>
                            <RunStateBadge state={state} />
                          </Table.Td>
                          <Table.Td ta="right">
                            <Text size="xs" c="dimmed">
                              {utcTime(createdAt)}
                            </Text>
                          </Table.Td>
                        </Table.Tr>
                      ))}
                    </Table.Tbody>
                  </Table>
                </Table.ScrollContainer>
              )}
              {unreadable.length === 0 ? null : (
                <Text size="sm" c="var(--lab-bad)">
                  {words.unreadable(unreadable.length)}
                </Text>
              )}
            </>
          );
        }}
      </Loaded>
    </Paper>
  );
}
