import { Badge, Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { IconGauge } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import type { DeviceInfo, DeviceKind } from '../../shared/device';
import { shownText } from '../../shared/text/shown-text';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { Loaded } from '../ui/Loaded';
import { Pending } from '../ui/Pending';
import { Term } from '../ui/Term';
import { DeviceChoice } from './DeviceChoice';

const words = texts.settings.devices;

const colours = { ready: 'var(--lab-good)', unavailable: 'dimmed', untried: 'dimmed' } as const;

/** What to compute on, and what this machine can compute on, best first; speed is measured when asked for. */
export function Devices(): ReactNode {
  const [measure, setMeasure] = useState(false);
  const listed = useRequest('devices.list', { measure: false });
  const measured = useRequest('devices.list', { measure: true }, { enabled: measure });
  const chosen = useRequest('host.deviceOrder', {});
  const used = useRequest('devices.used', {}, { refreshOn: ['workEnded'] });
  const shown = measure && measured.state !== 'loading' ? measured : listed;
  const measuring = measure && (measured.state === 'loading' || measured.refreshing);
  return (
    <Stack gap="sm">
      <Loaded request={chosen} words={words.reading}>
        {({ devices }) => (
          <DeviceChoice
            key={devices.join()}
            chosen={devices}
            devices={shown.value?.devices ?? []}
            onChosen={chosen.refresh}
          />
        )}
      </Loaded>
      <Title order={2} mt="md">
        {words.title}
      </Title>
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
      <Loaded request={shown} words={words.reading}>
        {({ devices, busy }) => (
          <>
            {busy ? <Text size="sm">{words.busy}</Text> : null}
            <Ladder devices={devices} used={used.value?.kind ?? null} />
          </>
        )}
      </Loaded>
      <Text size="xs" c="dimmed">
        {words.perWorker}
      </Text>
    </Stack>
  );
}

interface LadderProps {
  readonly devices: readonly DeviceInfo[];
  /** What long work is done on, or was last. */
  readonly used: DeviceKind | null;
}

function Ladder({ devices, used }: LadderProps): ReactNode {
  const speed = (value: number | undefined): string => (value === undefined ? '–' : decimal(Math.round(value)));
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.device}</Table.Th>
            <Table.Th>{words.state}</Table.Th>
            <Table.Th ta="right">{words.workers}</Table.Th>
            <Table.Th ta="right">{words.threads}</Table.Th>
            <Table.Th ta="right">{words.forward}</Table.Th>
            <Table.Th ta="right">{words.gradient}</Table.Th>
            <Table.Th ta="right">
              <Term id="selfTest">{words.error}</Term>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {devices.map(
            ({ kind, title, state, reason, hardware, workers, threads, speed: rates, selfTestError: error }) => (
              <Table.Tr key={kind}>
                <Table.Td>
                  <Group gap="xs">
                    <Text size="sm" fw={600}>
                      {shownText(title)}
                    </Text>
                    {kind === used ? (
                      <Badge size="sm" variant="light">
                        {words.inUse}
                      </Badge>
                    ) : null}
                  </Group>
                  <Text size="xs" c="dimmed">
                    {shownText(reason ?? hardware)}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Text size="sm" c={colours[state]} style={{ whiteSpace: 'nowrap' }}>
                    {words[state]}
                  </Text>
                </Table.Td>
                <Table.Td ta="right">{state === 'ready' ? decimal(workers) : '–'}</Table.Td>
                <Table.Td ta="right">{state === 'ready' ? decimal(threads) : '–'}</Table.Td>
                <Table.Td ta="right">{speed(rates?.forward)}</Table.Td>
                <Table.Td ta="right">{speed(rates?.inputGradient)}</Table.Td>
                <Table.Td ta="right">{error === null ? '–' : error === 0 ? '0' : error.toExponential(1)}</Table.Td>
              </Table.Tr>
            ),
          )}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
