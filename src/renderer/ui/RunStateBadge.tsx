import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlugConnectedX,
  type Icon,
} from '@tabler/icons-react';
import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RunState } from '../../shared/runs/run';
import { texts } from '../texts/catalogue';

const looks: Readonly<Record<RunState, { readonly Icon: Icon; readonly colour: string }>> = {
  queued: { Icon: IconClock, colour: 'var(--mantine-color-dimmed)' },
  running: { Icon: IconPlayerPlay, colour: 'var(--mantine-color-anchor)' },
  paused: { Icon: IconPlayerPause, colour: 'var(--lab-mixed)' },
  finished: { Icon: IconCircleCheck, colour: 'var(--lab-good)' },
  cancelled: { Icon: IconPlayerStop, colour: 'var(--mantine-color-dimmed)' },
  failed: { Icon: IconAlertTriangle, colour: 'var(--lab-bad)' },
  interrupted: { Icon: IconPlugConnectedX, colour: 'var(--lab-mixed)' },
};

/** State of a run as a word and a sign: never by colour alone. */
export function RunStateBadge({ state }: { readonly state: RunState }): ReactNode {
  const { Icon, colour } = looks[state];
  return (
    <Group gap={5} wrap="nowrap" c={colour} component="span">
      <Icon size={15} stroke={1.8} aria-hidden style={{ flex: 'none' }} />
      <Text size="sm" span>
        {texts.ui.runStates[state]}
      </Text>
    </Group>
  );
}
