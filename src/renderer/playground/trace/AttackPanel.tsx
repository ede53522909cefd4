import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { LabError } from '../../../shared/errors';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Pending } from '../../ui/Pending';

export interface AttackPanelProps {
  readonly id: string;
  readonly words: { readonly title: string; readonly lead: string; readonly button: string };
  readonly icon: ReactNode;
  /** What the attack is to be, before its button. */
  readonly choices: ReactNode;
  /** It can be run as it is chosen. */
  readonly sound: boolean;
  /** Why it cannot be run; absent or null: it can, or the fields say what is wrong. */
  readonly reason?: string | null;
  /** While the attack is under way, what it does. */
  readonly working: string | null;
  readonly error: LabError | null;
  readonly onStart: () => void;
  readonly onCancel: () => void;
  /** What it found. */
  readonly children: ReactNode;
}

/** An attack on the sample: what it is to be, its way there, and what it found. */
export function AttackPanel(props: AttackPanelProps): ReactNode {
  const { id, words, icon, choices, sound, reason = null, working, error, onStart, onCancel, children } = props;
  return (
    <Paper component="section" aria-labelledby={id}>
      <Stack gap="sm">
        <div>
          <Title order={2} id={id}>
            {words.title}
          </Title>
          <Text size="xs" c="dimmed">
            {words.lead}
          </Text>
        </div>
        <Group gap="xs" align="flex-end">
          {choices}
          <Button disabled={!sound || working !== null} leftSection={icon} onClick={onStart}>
            {words.button}
          </Button>
        </Group>
        {reason === null ? null : (
          <Text size="sm" role="status">
            {reason}
          </Text>
        )}
        {error === null ? null : <ErrorNotice error={error} onRetry={onStart} />}
        {working === null ? null : <Pending words={working} onCancel={onCancel} />}
        {children}
      </Stack>
    </Paper>
  );
}
