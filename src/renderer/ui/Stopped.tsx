import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts/catalogue';

export interface StoppedProps {
  /** What was stopped, as a sentence. */
  readonly words: string;
  readonly onAgain: () => void;
}

/** In the place of what a person has stopped, with the way back. */
export function Stopped({ words, onAgain }: StoppedProps): ReactNode {
  return (
    <Group py="sm" role="status">
      <Text size="sm">{words}</Text>
      <Button
        variant="default"
        onClick={() => {
          onAgain();
        }}
      >
        {texts.ui.retry}
      </Button>
    </Group>
  );
}
