import { Anchor, Box, Group, Progress, Text, Tooltip } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { percent } from '../../analysis/format';
import { bytes, duration } from '../../analysis/quantities';
import { shownText } from '../../shared/shown-text';
import { useLabState, type LabState } from '../lab/lab-state';
import { useLatest } from '../lab/use-notification';
import { useQueue, workingItem } from '../lab/queue';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { useCountdown } from '../ui/use-countdown';
import { useWorkspace } from '../workspace/context';
import { hrefTo, hrefToWork } from '../address/route';
import classes from './StatusBar.module.css';

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

function Working(): ReactNode {
  const queue = useQueue();
  const item = workingItem(queue);
  const count = (state: 'waiting' | 'paused'): number =>
    queue?.items.filter((each) => each.state === state).length ?? 0;
  const waiting = count('waiting');
  const paused = count('paused');
  const progress = item?.progress ?? null;
  const stage =
    progress === null || progress.total === 0
      ? null
      : { title: texts.runs.queue.stages[progress.stage], share: progress.done / progress.total };
  const whole = progress?.whole ?? null;
  const inAll = useCountdown(whole?.remaining ?? null);
  const ofStage = useCountdown(stage !== null && stage.share < 1 ? (progress?.remaining ?? null) : null);
  return (
    <Group gap="xs" wrap="nowrap" className={classes.working}>
      {item === null ? (
        <Text size="xs" c="dimmed">
          {words.idle}
        </Text>
      ) : (
        <>
          <Anchor
            size="xs"
            c="inherit"
            truncate
            className={classes.name}
            href={hrefToWork(item)}
            title={shownText(item.title)}
          >
            {shownText(item.title)}
          </Anchor>
          {stage === null ? null : (
            <>
              <Progress
                value={stage.share * 100}
                w={110}
                size="sm"
                className={`${classes.keep} ${classes.progress}`}
                aria-label={words.progress(shownText(item.title), percent(stage.share))}
                transitionDuration={0}
              />
              <Text size="xs" className={classes.keep}>
                {words.stage(stage.title, percent(stage.share))}
              </Text>
            </>
          )}
          {whole === null || whole.total === 0 ? null : (
            <Text size="xs" className={`${classes.keep} ${classes.optional}`}>
              {words.whole(percent(whole.done / whole.total))}
            </Text>
          )}
          {inAll !== null ? (
            <Text size="xs" c="dimmed" className={classes.keep}>
              {words.leftInAll(duration(inAll))}
            </Text>
          ) : ofStage !== null ? (
            <Text size="xs" c="dimmed" className={classes.keep}>
              {words.left(duration(ofStage))}
            </Text>
          ) : null}
        </>
      )}
      {waiting === 0 ? null : (
        <Anchor href={hrefTo('runs')} size="xs" c="dimmed" className={classes.keep}>
          {words.waiting(waiting)}
        </Anchor>
      )}
      {paused === 0 ? null : (
        <Anchor href={hrefTo('runs')} size="xs" c="dimmed" className={classes.keep}>
          {words.paused(paused)}
        </Anchor>
      )}
    </Group>
  );
}
