import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import { bytes } from '../../analysis/quantities';
import type { LabResult } from '../../shared/lab-channel/lab-api';
import { useLab } from '../lab/connection';
import { useAction } from '../lab/use-action';
import type { Requested } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loaded } from '../ui/Loaded';

const words = texts.settings.lab;

/** What the lab folder holds, by area, and what of it can be cleared without loss. */
export function LabSize({ request }: { readonly request: Requested<LabResult<'lab.describe'>> }): ReactNode {
  const lab = useLab();
  const { start, busy, error } = useAction(async () => {
    await lab.request('lab.clearCaches', {});
    notifications.show({ message: words.cleared });
    request.refresh();
  });
  return (
    <Stack component="section" gap="xs" aria-labelledby="lab-size">
      <Title order={2} id="lab-size">
        {words.size}
      </Title>
      <Loaded request={request} words={words.reading}>
        {(areas) => (
          <Table maw={440}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.area}</Table.Th>
                <Table.Th ta="right">{words.count}</Table.Th>
                <Table.Th ta="right">{words.bytes}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {(['data', 'models', 'runs', 'trash', 'caches'] as const).map((area) => (
                <Table.Tr key={area}>
                  <Table.Th scope="row" fw={400}>
                    {words.areas[area]}
                  </Table.Th>
                  <Table.Td ta="right">{decimal(areas[area].count)}</Table.Td>
                  <Table.Td ta="right">{bytes(areas[area].bytes)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Loaded>
      <Group gap="sm">
        <Button
          variant="default"
          loading={busy !== null}
          onClick={() => {
            start();
          }}
        >
          {words.clearCaches}
        </Button>
        <Text size="xs" c="dimmed">
          {words.clearCachesHint}
        </Text>
      </Group>
      {error === null ? null : <ErrorNotice error={error} />}
    </Stack>
  );
}
