import { Button, Group, Stack, Text, Title, useComputedColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import type { ReportPreview } from './use-preview';

const words = texts.report;

export interface PreviewProps {
  readonly preview: ReportPreview;
}

/** The report as it will be, in the window's theme, in a frame that reaches nothing of the window. */
export function Preview({ preview: { path, isEmpty, isStale, busy, error, update, cancel } }: PreviewProps): ReactNode {
  const scheme = useComputedColorScheme();
  if (isEmpty) return <EmptyState {...words.noneChosen} />;
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={2}>{words.preview}</Title>
        <Group gap="xs">
          {isStale ? (
            <Text size="sm" c="dimmed">
              {words.stale}
            </Text>
          ) : null}
          <Button
            variant="default"
            disabled={busy}
            onClick={() => {
              update();
            }}
          >
            {words.update}
          </Button>
        </Group>
      </Group>
      {error === null ? null : <ErrorNotice error={error} onRetry={update} />}
      {busy ? <Pending words={words.previewing} onCancel={cancel} /> : null}
      {path === null ? null : (
        <iframe
          title={words.preview}
          src={`${path}?scheme=${scheme}`}
          sandbox="allow-scripts"
          style={{ width: '100%', height: 'max(420px, calc(100dvh - 265px))', border: '1px solid var(--lab-line)' }}
        />
      )}
    </Stack>
  );
}
