import { Button, Group, Loader, Progress, Stack, Text } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { decimal, percent } from '../../analysis/format';
import { durationLeft } from '../../analysis/quantities';
import type { Progress as WorkProgress } from '../../shared/progress';
import { texts } from '../texts/catalogue';

/** Milliseconds that a wait may take before anything is said about it. */
const silent = 200;

/** As far as a wait shows it. */
export type Counted = Pick<WorkProgress, 'done' | 'total' | 'unit' | 'rate' | 'remaining'>;

export interface PendingProps {
  /** What is waited for, as a phrase without a full stop: `Reading the runs`. */
  readonly words: string;
  readonly progress?: Counted | null;
  readonly onCancel?: () => void;
}

/** A wait, in words; with its progress and a way out where there are such. Short waits say nothing. */
export function Pending({ words, progress = null, onCancel }: PendingProps): ReactNode {
  const [said, setSaid] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSaid(true);
    }, silent);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  if (!said) return null;
  const share = progress === null || progress.total === 0 ? null : progress.done / progress.total;
  return (
    <Stack gap={6} py="sm" role="status">
      <Group gap="xs">
        {share === null ? <Loader size={14} aria-hidden /> : null}
        <Text size="sm">{words}…</Text>
        {progress === null ? null : (
          <Text size="sm" c="dimmed">
            {facts(progress)}
          </Text>
        )}
        {onCancel === undefined ? null : (
          <Button variant="default" onClick={onCancel} ml="auto">
            {texts.ui.cancel}
          </Button>
        )}
      </Group>
      {share === null ? null : (
        <Progress value={share * 100} size="sm" aria-label={`${words}: ${percent(share)}`} transitionDuration={0} />
      )}
    </Stack>
  );
}

function facts({ done, total, unit, rate, remaining }: Counted): string {
  return [
    texts.ui.of(decimal(done), decimal(total), unit),
    ...(rate === null ? [] : [texts.ui.perSecond(decimal(rate), unit)]),
    ...(remaining === null ? [] : [texts.ui.remaining(durationLeft(remaining))]),
  ].join(' · ');
}
