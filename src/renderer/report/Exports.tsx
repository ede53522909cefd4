import { Button, Code, Group, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { bytes } from '../../analysis/quantities';
import { isCancelled, type LabError } from '../../shared/errors';
import { isReport, type ReportKind } from '../../shared/host-requests';
import { hashOfBytes } from '../../shared/identity';
import type { ReportWishes } from '../../shared/report-wishes';
import { sidecarName } from '../../shared/sidecar';
import { useLab } from '../lab/connection';
import { asLabError, useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import { saveFile } from '../ui/save-file';
import { fileOf } from './made-file';

const words = texts.report;
/** Best first. */
const kinds = ['pdf', 'html', 'csv', 'json'] as const satisfies readonly ReportKind[];

type Work =
  | { readonly kind: 'idle' }
  | { readonly kind: 'making'; readonly as: ReportKind }
  | { readonly kind: 'made'; readonly name: string; readonly size: number; readonly hash: string | null }
  | { readonly kind: 'failed'; readonly error: LabError };

export interface ExportsProps {
  readonly wishes: ReportWishes;
}

/** Saves the report, or the numbers behind it, as a file. */
export function Exports({ wishes }: ExportsProps): ReactNode {
  const lab = useLab();
  const host = useRequest('host.describe', {});
  const [work, setWork] = useState<Work>({ kind: 'idle' });
  const controller = useRef<AbortController | null>(null);
  const make = async (as: ReportKind): Promise<void> => {
    controller.current = new AbortController();
    setWork({ kind: 'making', as });
    try {
      const made = await lab.request('host.makeReport', { wishes, as }, { signal: controller.current.signal });
      const { file, content } = fileOf(made);
      saveFile(file);
      const { sidecar } = made;
      if (sidecar !== null) saveFile(new File([sidecar.text], sidecar.name, { type: 'text/plain' }));
      setWork({
        kind: 'made',
        name: made.name,
        size: content.length,
        hash: isReport(as) ? hashOfBytes(content) : null,
      });
    } catch (error) {
      setWork(isCancelled(error) ? { kind: 'idle' } : { kind: 'failed', error: asLabError(error) });
    }
  };
  const noPrinter = host.value?.printer === null;
  const reason = (as: ReportKind): string | null => {
    if (wishes.runs.length === 0) return words.chooseFirst;
    if (wishes.runs.length > 1 && as === 'csv') return words.oneRun;
    return as === 'pdf' && noPrinter ? words.noPrinter : null;
  };
  const reasons = [...new Set(kinds.flatMap((as) => reason(as) ?? []))];
  return (
    <Stack gap={6}>
      <Title order={3}>{words.files}</Title>
      <Group gap="xs">
        {kinds.map((as) => (
          <Button
            key={as}
            variant={as === 'pdf' ? 'filled' : 'default'}
            leftSection={<IconDownload size={14} aria-hidden />}
            disabled={reason(as) !== null || work.kind === 'making'}
            aria-label={words.save(words.kinds[as])}
            onClick={() => void make(as)}
          >
            {words.kinds[as]}
          </Button>
        ))}
      </Group>
      {reasons.map((text) => (
        <Text size="xs" c="dimmed" key={text}>
          {text}
        </Text>
      ))}
      {work.kind === 'making' ? (
        <Pending
          words={words.making(words.kinds[work.as])}
          onCancel={() => {
            controller.current?.abort();
          }}
        />
      ) : null}
      {work.kind === 'failed' ? <ErrorNotice error={work.error} /> : null}
      {work.kind === 'made' ? (
        <Stack gap={2} role="status">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {words.made(work.name, bytes(work.size))}
          </Text>
          {work.hash === null ? null : (
            <>
              <Text size="xs" c="dimmed">
                {words.checksum(sidecarName(work.name))}
              </Text>
              <Code style={{ overflowWrap: 'anywhere' }}>{work.hash}</Code>
            </>
          )}
        </Stack>
      ) : null}
    </Stack>
  );
}
