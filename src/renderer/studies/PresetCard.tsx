import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts/catalogue';
import { useWanted } from '../ui/use-wanted';

const words = texts.studies;

export interface PresetCardProps {
  /** By which links lead to it; null: none does. */
  readonly id: string | null;
  readonly title: string;
  readonly text: string;
  readonly busy: boolean;
  readonly disabled: boolean;
  /** Why it does not fit the data; null or absent: it does. */
  readonly reason?: string | null;
  readonly onBegin: () => void;
}

/** A setting that a study can begin with. */
export function PresetCard({ id, title, text, busy, disabled, reason = null, onBegin }: PresetCardProps): ReactNode {
  const wanted = useWanted('preset', id);
  return (
    <Paper p="sm" bg="var(--lab-panel)" {...wanted}>
      <Stack gap="xs" h="100%" justify="space-between" align="flex-start">
        <div>
          <Title order={3} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          <Text size="sm" mt={4}>
            {text}
          </Text>
          {reason === null ? null : (
            <Text size="sm" c="dimmed" mt={4}>
              {reason}
            </Text>
          )}
        </div>
        <Button
          loading={busy}
          disabled={reason !== null || (disabled && !busy)}
          aria-label={words.beginWith(title)}
          onClick={onBegin}
        >
          {words.begin}
        </Button>
      </Stack>
    </Paper>
  );
}
