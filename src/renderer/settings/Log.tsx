import { Button, CopyButton, Group, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { utcTime } from '../../analysis/format';
import { shownText } from '../../shared/text/shown-text';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { Loaded } from '../ui/Loaded';

const words = texts.settings.log;
const colours = { info: 'dimmed', warning: 'var(--lab-mixed)', error: 'var(--lab-bad)' } as const;

/** What engine and host have said, newest last. */
export function Log(): ReactNode {
  const log = useRequest('host.log', {}, { refreshOn: ['log'] });
  return (
    <Loaded request={log} words={words.reading}>
      {({ entries }) =>
        entries.length === 0 ? (
          <Text size="sm" c="dimmed">
            {words.empty}
          </Text>
        ) : (
          <Stack gap="xs">
            <Group justify="flex-end">
              <CopyButton value={entries.map(({ at, level, text }) => `${at} ${level} ${text}`).join('\n')}>
                {({ copied, copy }) => (
                  <Button variant="default" onClick={copy}>
                    {copied ? words.copied : words.copy}
                  </Button>
                )}
              </CopyButton>
            </Group>
            <Table.ScrollContainer minWidth={520} maxHeight="calc(100dvh - 260px)">
              <Table stickyHeader>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th w={170}>{words.time}</Table.Th>
                    <Table.Th w={90}>{words.level}</Table.Th>
                    <Table.Th>{words.text}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {entries.map(({ at, level, text }, index) => (
                    <Table.Tr key={index}>
                      <Table.Td>{utcTime(at)}</Table.Td>
                      <Table.Td>
                        <Text size="sm" c={colours[level]}>
                          {words.levels[level]}
                        </Text>
                      </Table.Td>
                      <Table.Td style={{ overflowWrap: 'anywhere' }}>{shownText(text)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </Stack>
        )
      }
    </Loaded>
  );
}
