import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly title: string;
  /** What to do next, in a sentence. */
  readonly text: string;
  /** Buttons that do it. */
  readonly actions?: ReactNode;
}

/** Where there is nothing yet: why, and what to do. */
export function EmptyState({ title, text, actions }: EmptyStateProps): ReactNode {
  return (
    <Stack gap={6} align="center" py="xl" px="md" ta="center">
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed" maw="60ch" style={{ textWrap: 'balance' }}>
        {text}
      </Text>
      {actions === undefined ? null : <Group mt={6}>{actions}</Group>}
    </Stack>
  );
}
