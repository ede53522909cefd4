import { Group, Progress, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal, percent } from '../../analysis/format';
import { durationLeft } from '../../analysis/quantities';
import type { Progress as WorkProgress } from '../../shared/progress';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { isLastStage, isStageDone, type TimeLeft } from './time-left';
import { useTimeLeft } from './TimeLeftProvider';

const words = texts.runs.queue;

export interface StageProgressProps {
  /** Of the work. */
  readonly title: string;
  readonly progress: WorkProgress | null;
}

/** What the piece of work that computes does now: stage, how far, how fast, how long. */
export function StageProgress({ title, progress }: StageProgressProps): ReactNode {
  const left = useTimeLeft();
  if (progress === null) {
    return (
      <Text size="xs" c="dimmed">
        {words.beginning}…
      </Text>
    );
  }
  const { stage, label, detail, done, total, unit, rate } = progress;
  const share = total === 0 ? null : Math.min(1, done / total);
  // Models under way count by the part that is done: 1.2 of 4 may mean that none is trained yet.
  const isCounted = unit !== 'models';
  return (
    <Stack gap={3} mt={3}>
      {share === null ? null : (
        <Progress
          value={share * 100}
          size="sm"
          aria-label={words.share(title, percent(share))}
          transitionDuration={0}
        />
      )}
      <Group gap="xs" justify="space-between">
        <Text size="xs">
          {words.stages[stage]}: {shownText(detail ?? label)}
        </Text>
        <Text size="xs" c="dimmed">
          {[
            isCounted ? texts.ui.of(decimal(done), decimal(total), unit) : words.models(percent(share ?? 1), total),
            ...(rate === null || rate === 0 || !isCounted ? [] : [texts.ui.perSecond(decimal(rate), unit)]),
            ...timeLeft(left, progress),
          ].join(' · ')}
        </Text>
      </Group>
    </Stack>
  );
}

/** Where neither is known of work that goes on, that is said. */
function timeLeft({ ofStage, inAll }: TimeLeft, progress: WorkProgress): readonly string[] {
  const all = inAll === null ? [] : [words.remainingInAll(durationLeft(inAll))];
  if (ofStage !== null) return [words.remaining(durationLeft(ofStage)), ...all];
  return isStageDone(progress) || isLastStage(progress) ? all : [words.noRemaining, ...all];
}
