import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { isCancelled, type LabError } from '../../shared/errors';
import { useLab } from '../lab/connection';
import { asLabError } from '../lab/use-request';
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
  const [error, setError] = useState<LabError | null>(null);
  const [busy, setBusy] = useState(false);
  const controller = useRef<AbortController | null>(null);
  const make = async (): Promise<void> => {
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    setBusy(true);
    setError(null);
    try {
      const { path } = await lab.request('host.previewReport', { wishes }, { signal: own.signal });
      if (controller.current === own) setShown({ path, wishes: JSON.stringify(wishes) });
    } catch (thrown) {
      if (controller.current === own && !isCancelled(thrown)) setError(asLabError(thrown));
    } finally {
      if (controller.current === own) setBusy(false);
    }
  };
  const begin = useEffectEvent(make);
  useEffect(() => {
    void begin();
    return () => {
      const running = controller.current;
      controller.current = null;
      running?.abort();
    };
  }, []);
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
          <Button variant="default" disabled={busy} onClick={() => void make()}>
            {words.update}
          </Button>
        </Group>
      </Group>
      {error === null ? null : <ErrorNotice error={error} onRetry={() => void make()} />}
      {busy ? (
        <Pending
          words={words.previewing}
          onCancel={() => {
            controller.current?.abort();
          }}
        />
      ) : null}
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
