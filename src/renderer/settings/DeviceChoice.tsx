import { Button, Radio, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { DeviceInfo, DeviceKind } from '../../shared/device';
import { shownText } from '../../shared/text/shown-text';
import { useLab } from '../lab/connection';
import { useAction } from '../lab/use-action';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { DeviceOrderList } from './DeviceOrderList';

const words = texts.settings.deviceChoice;

export interface DeviceChoiceProps {
  /** As it is kept; empty: the best that is there. */
  readonly chosen: readonly DeviceKind[];
  /** What is known of the ladder so far. */
  readonly devices: readonly DeviceInfo[];
  readonly onChosen: () => void;
}

/** What to compute on: the best that is there, or named devices in their order. */
export function DeviceChoice({ chosen, devices, onChosen }: DeviceChoiceProps): ReactNode {
  const lab = useLab();
  const [order, setOrder] = useState(chosen);
  const [isNamed, setNamed] = useState(chosen.length > 0);
  const wanted = isNamed ? order : [];
  const isChanged = wanted.join() !== chosen.join() && (!isNamed || order.length > 0);
  const titleOf = (kind: DeviceKind): string => {
    const known = devices.find((device) => device.kind === kind);
    return known === undefined || known.title === kind ? kind : `${kind} (${shownText(known.title)})`;
  };
  const { start, busy, error } = useAction(async () => {
    await lab.request('host.chooseDevices', { devices: [...wanted] });
    onChosen();
  });
  return (
    <Stack gap="sm" align="flex-start">
      <Radio.Group
        label={words.label}
        description={words.hint}
        value={isNamed ? 'named' : 'automatic'}
        onChange={(value) => {
          setNamed(value === 'named');
        }}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="automatic" label={words.automatic} />
          <Radio value="named" label={words.named} />
        </Stack>
      </Radio.Group>
      {isNamed ? <DeviceOrderList order={order} titleOf={titleOf} onChange={setOrder} /> : null}
      {error === null ? null : (
        <>
          <ErrorNotice error={error} />
          <Text size="sm">{words.unchanged}</Text>
        </>
      )}
      <Button
        loading={busy !== null}
        disabled={!isChanged}
        onClick={() => {
          start();
        }}
      >
        {words.apply}
      </Button>
    </Stack>
  );
}
