import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconGauge } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import type { DeviceInfo } from '../../shared/device';
import { visibleText } from '../../shared/visible-text';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { Loaded } from '../ui/Loaded';
import { Pending } from '../ui/Pending';
import { Term } from '../ui/Term';

const words = texts.settings.devices;

/** What this machine can compute on, best first; speed is measured when asked for. */
export function Devices(): ReactNode {
  const [measure, setMeasure] = useState(false);
  const listed = useRequest('devices.list', { measure: false });
  const measured = useRequest('devices.list', { measure: true }, { enabled: measure });
  const measuring = measure && (measured.state === 'loading' || measured.refreshing);
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start">
        <Text size="sm" maw="80ch">
          {words.lead}
        </Text>
        <Button
          leftSection={<IconGauge size={15} aria-hidden />}
          disabled={measuring}
          onClick={() => {
            if (measure) measured.refresh();
            else setMeasure(true);
          }}
        >
          {words.measure}
        </Button>
      </Group>
      {measuring ? (
        <Pending
          words={words.measuring}
          onCancel={() => {
            setMeasure(false);
          }}
        />
      ) : null}
      <Loaded request={measure && measured.state !== 'loading' ? measured : listed} words={words.reading}>
        {(devices) => <Ladder devices={devices} />}
      </Loaded>
      <Text size="xs" c="dimmed">
        {words.perWorker}
      </Text>
    </Stack>
  );
}

function Ladder({ devices }: { readonly devices: readonly DeviceInfo[] }): ReactNode {
  const speed = (value: number | undefined): string => (value === undefined ? '–' : decimal(Math.round(value)));
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.device}</Table.Th>
            <Table.Th>{words.state}</Table.Th>
            <Table.Th ta="right">{words.workers}</Table.Th>
            <Table.Th ta="right">{words.forward}</Table.Th>
            <Table.Th ta="right">{words.gradient}</Table.Th>
            <Table.Th ta="right">
              <Term id="selfTest">{words.error}</Term>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {devices.map(({ kind, title, available, reason, hardware, workers, speed: rates, selfTestError: error }) => (
            <Table.Tr key={kind}>
              <Table.Td>
                <Text size="sm" fw={600}>
                  {visibleText(title)}
                </Text>
                <Text size="xs" c="dimmed">
                  {visibleText(available ? hardware : (reason ?? ''))}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm" c={available ? 'var(--lab-good)' : 'dimmed'} style={{ whiteSpace: 'nowrap' }}>
                  {available ? words.ready : words.missing}
                </Text>
              </Table.Td>
              <Table.Td ta="right">{available ? decimal(workers) : '–'}</Table.Td>
              <Table.Td ta="right">{speed(rates?.forward)}</Table.Td>
              <Table.Td ta="right">{speed(rates?.inputGradient)}</Table.Td>
              <Table.Td ta="right">{error === null ? '–' : error === 0 ? '0' : error.toExponential(1)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
