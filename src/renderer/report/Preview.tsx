import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useLab } from '../lab/connection';
import { useCancellable } from '../lab/use-cancellable';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import type { ReportWishes } from '../../shared/report-wishes';
import type { ReportDraft } from './use-report-draft';

const words = texts.report;

export interface PreviewProps {
  readonly draft: Pick<ReportDraft, 'wishes' | 'isRead'>;
}

/** The report as it will be, in a frame that reaches nothing of the window. */
export function Preview({ draft: { wishes, isRead } }: PreviewProps): ReactNode {
  if (wishes.runs.length === 0) return <EmptyState {...words.noneChosen} />;
  return isRead ? <Framed key={wishes.runs.map(({ run }) => run).join(' ')} wishes={wishes} /> : null;
}

interface Shown {
  readonly path: string;
  /** What it was made of, to tell whether that has changed since. */
  readonly wishes: string;
}

function Framed({ wishes }: { readonly wishes: ReportWishes }): ReactNode {
  const lab = useLab();
  const [shown, setShown] = useState<Shown | null>(null);
  const { start, busy, error, cancel } = useCancellable(async (signal) => {
    const { path } = await lab.request('host.previewReport', { wishes }, { signal });
    setShown({ path, wishes: JSON.stringify(wishes) });
  });
  useEffect(() => {
    start();
    return cancel;
  }, [start, cancel]);
  const stale = shown !== null && shown.wishes !== JSON.stringify(wishes);
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={2}>{words.preview}</Title>
        <Group gap="xs">
          {stale ? (
            <Text size="sm" c="dimmed">
              {words.stale}
            </Text>
          ) : null}
          <Button
            variant="default"
            disabled={busy !== null}
            onClick={() => {
              start();
            }}
          >
            {words.update}
          </Button>
        </Group>
      </Group>
      {error === null ? null : <ErrorNotice error={error} onRetry={start} />}
      {busy === null ? null : <Pending words={words.previewing} onCancel={cancel} />}
      {shown === null ? null : (
        <iframe
          title={words.preview}
          src={shown.path}
          sandbox="allow-scripts"
          style={{ width: '100%', height: 'max(420px, calc(100dvh - 230px))', border: '1px solid var(--lab-line)' }}
        />
      )}
    </Stack>
  );
}
