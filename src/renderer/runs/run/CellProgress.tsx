import { Progress, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import type { Rate } from '../../../analysis/statistics/estimate';
import { texts } from '../../texts/catalogue';
import { useShares } from '../../ui/use-shares';

const words = texts.run.cells;

export interface CellProgressProps {
  /** Of the samples recorded so far; null while these are read. */
  readonly accuracy: Rate | null;
  /** Records of the complete cell. */
  readonly total: number;
  /** Is its run waiting, computing or paused? */
  readonly live: boolean;
}

/** How far a cell is, and the accuracy so far with its interval: never without saying of how many samples. */
export function CellProgress({ accuracy, total, live }: CellProgressProps): ReactNode {
  const { share, interval } = useShares();
  if (accuracy === null || (accuracy.n === 0 && total > 0)) {
    return (
      <Text size="xs" c="dimmed" component="div" style={{ whiteSpace: 'nowrap' }}>
        {accuracy === null ? words.reading : live ? words.waiting : words.notBegun}
      </Text>
    );
  }
  const done = accuracy.n;
  const complete = done >= total;
  const progress = words.progress(decimal(done), decimal(total));
  return (
    <Stack gap={2}>
      {accuracy.value === null ? null : (
        <Text size="sm" component="div">
          {share(accuracy.value)}{' '}
          <Text span size="xs" c="dimmed" title={texts.ui.figure.interval} style={{ whiteSpace: 'nowrap' }}>
            {interval(accuracy)}
          </Text>
        </Text>
      )}
      <Text size="xs" c="dimmed" component="div" style={{ whiteSpace: 'nowrap' }}>
        {complete ? texts.ui.figure.n(decimal(done)) : words.soFar(decimal(done), decimal(total))}
      </Text>
      <Progress
        value={total === 0 ? 100 : (done / total) * 100}
        size={4}
        color={complete ? 'var(--lab-good)' : 'lab'}
        transitionDuration={0}
        aria-label={progress}
      />
    </Stack>
  );
}
