import { Anchor, Box, Group, Text, Tooltip } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { bytes } from '../../analysis/quantities';
import { shownText } from '../../shared/text/shown-text';
import { useLabState, type LabState } from '../lab/lab-state';
import { useLatest } from '../lab/use-notification';
import { useQueue, workingItem } from '../lab/queue';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { useWorkspace } from '../workspace/context';
import { hrefTo } from '../address/route';
import classes from './StatusBar.module.css';
import { Working } from './Working';

const words = texts.app.status;

/** One line at the foot of the window: engine, device, what computes and how long it takes, memory. */
export function StatusBar(): ReactNode {
  const state = useLabState();
  const heartbeat = useLatest('heartbeat');
  return (
    <Group component="section" aria-label={texts.app.statusBar} className={classes.bar} gap="md" wrap="nowrap">
      <EngineState state={state} />
      <Device ready={state.kind === 'ready'} />
      <Unsaved />
      <Working />
      {heartbeat === null || state.kind !== 'ready' ? null : (
        <Tooltip label={words.memoryHint}>
          <Text size="xs" className={`${classes.keep} ${classes.memory}`}>
            {words.memory(bytes(heartbeat.memory))}
          </Text>
        </Tooltip>
      )}
    </Group>
  );
}

function EngineState({ state }: { readonly state: LabState }): ReactNode {
  return (
    <Group gap={6} wrap="nowrap" role="status" className={classes.keep}>
      <Box component="span" className={classes.dot} data-state={state.kind} aria-hidden />
      <Text size="xs">{texts.app.engine[state.kind]}</Text>
    </Group>
  );
}

/** What work is done on, asked for again when other work begins: to test devices for a label would take seconds. */
function Device({ ready }: { readonly ready: boolean }): ReactNode {
  const { value: used, refresh } = useRequest('devices.used', {}, { enabled: ready, refreshOn: ['workEnded'] });
  const item = workingItem(useQueue());
  const stage = item === null ? null : `${item.id} ${item.progress?.stage ?? ''}`;
  useEffect(() => {
    if (stage !== null) refresh();
  }, [stage, refresh]);
  return (
    <Tooltip label={used === null ? words.deviceUnknown : shownText(used.hardware)}>
      <Anchor
        href={hrefTo('settings', ['devices'])}
        size="xs"
        c="inherit"
        className={`${classes.keep} ${classes.optional}`}
      >
        {used === null ? words.devices : shownText(used.title)}
      </Anchor>
    </Tooltip>
  );
}

/** Notes and projects that are not in the lab folder would be missed in another window. */
function Unsaved(): ReactNode {
  const { trouble } = useWorkspace();
  if (trouble === null) return null;
  return (
    <Anchor href={hrefTo('settings', ['lab'])} size="xs" c="var(--lab-bad)" className={classes.keep}>
      {words.unsaved}
    </Anchor>
  );
}
