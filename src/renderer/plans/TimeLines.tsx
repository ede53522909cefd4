import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TimeText } from '../../analysis/time-text';

/** A time in one line, and below it, smaller, what it rests on. */
export function TimeLines({ line, detail }: TimeText): ReactNode {
  return (
    <>
      {line}
      {detail === null ? null : (
        <Text size="xs" c="dimmed" maw="90ch">
          {detail}
        </Text>
      )}
    </>
  );
}
