import { Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal, percent } from '../../../analysis/format';
import type { LabResult } from '../../../shared/lab-channel/lab-api';
import type { QueueItem } from '../../../shared/runs/queue';
import type { RunState } from '../../../shared/runs/run';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { RunStateBadge } from '../../ui/RunStateBadge';
import { countBefore } from '../../queue/places';
import { StageProgress } from '../../queue/StageProgress';
import { total, type Recorded } from './recorded';

const words = texts.run.progress;

export interface RunProgressProps {
  readonly shown: LabResult<'runs.show'>;
  readonly state: RunState;
  readonly item: QueueItem | null;
  readonly items: readonly QueueItem[];
  readonly recorded: Recorded | null;
}

/** State of a run in words, all of its records, and what it computes now. */
export function RunProgress({ shown, state, item, items, recorded }: RunProgressProps): ReactNode {
  const { summary, events } = shown;
  // While it computes, what the status bar says too; records are counted now and then.
  const told = state === 'running' ? (item?.progress?.whole?.done ?? null) : null;
  const done = told ?? (recorded === null ? summary.records : total(recorded));
  const share = summary.recordsExpected === 0 ? 1 : done / summary.recordsExpected;
  const failure = state === 'failed' ? (events.findLast(({ event }) => event === 'failed')?.note ?? null) : null;
  return (
    <Paper component="section" aria-labelledby="progress">
      <Stack gap="xs">
        <Group justify="space-between">
          <Group gap="sm">
            <Title order={2} id="progress">
              {words.title}
            </Title>
            <RunStateBadge state={state} />
          </Group>
          <Text size="xs" c="dimmed">
            {words.device}: {summary.device ?? words.noDevice}
          </Text>
        </Group>
        <Text size="sm" role="status" maw="80ch">
          {sentence(state, item, items)}
        </Text>
        {failure === null ? null : (
          <Text size="sm" c="var(--lab-bad)" maw="80ch">
            {shownText(failure)}
          </Text>
        )}
        <Stack gap={3}>
          <Progress
            value={share * 100}
            size="lg"
            aria-label={words.overallShare(percent(share))}
            transitionDuration={0}
          />
          <Group justify="space-between" gap="xs">
            <Text size="xs">{words.overall}</Text>
            <Text size="xs" c="dimmed">
              {texts.ui.of(decimal(done), decimal(summary.recordsExpected), words.records)} · {percent(share)}
            </Text>
          </Group>
        </Stack>
        {state === 'running' && item !== null ? (
          <StageProgress title={shownText(item.title)} progress={item.progress} />
        ) : null}
      </Stack>
    </Paper>
  );
}

function sentence(state: RunState, item: QueueItem | null, items: readonly QueueItem[]): string {
  const before = item === null ? 0 : countBefore(items, item.id);
  return state === 'queued' && before > 0 ? words.states.queuedBehind(before) : words.states[state];
}
