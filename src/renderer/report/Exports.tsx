import { Anchor, Button, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconDownload, IconSignature, IconTable } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { bytes } from '../../analysis/quantities';
import { isReport, type ReportKind } from '../../shared/lab-channel/host-requests';
import { hashOfBytes } from '../../shared/identity';
import type { ReportWishes } from '../../shared/reports/report-wishes';
import { sidecarName } from '../../shared/reports/sidecar';
import { shownText } from '../../shared/text/shown-text';
import { isBlank } from '../../shared/text/visible-text';
import { setQuery } from '../address/route';
import { ExportsDialog } from '../exports/ExportsDialog';
import { useLab } from '../lab/connection';
import { useCancellable } from '../lab/use-cancellable';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import { saveFile } from '../saving/save-file';
import { fileOf } from './made-file';
import type { SigningCounts } from './signing-counts';
import classes from './report.module.css';

const words = texts.report;
/** Best first. */
const kinds = ['pdf', 'html', 'json'] as const satisfies readonly ReportKind[];

interface Made {
  readonly name: string;
  readonly size: number;
  /** SHA-256 of a report; null for the numbers behind it. */
  readonly hash: string | null;
}

export interface ExportsProps {
  readonly wishes: ReportWishes;
  /** What is decided about the warnings and notes; null: not known yet. */
  readonly decided: SigningCounts | null;
}

/** Saves the report, or the numbers behind it, as a file. */
export function Exports({ wishes, decided }: ExportsProps): ReactNode {
  const lab = useLab();
  const host = useRequest('host.describe', {});
  const [made, setMade] = useState<Made | null>(null);
  const [others, setOthers] = useState(false);
  const { start, busy, error, cancel } = useCancellable(async (signal, as: ReportKind) => {
    setMade(null);
    const answer = await lab.request('host.makeReport', { wishes, as }, { signal });
    const { file, content } = fileOf(answer);
    saveFile(file);
    const { sidecar } = answer;
    if (sidecar !== null) {
      saveFile(new File([sidecar.text], sidecar.name, { type: 'text/plain' }));
    }
    setMade({ name: answer.name, size: content.length, hash: isReport(as) ? hashOfBytes(content) : null });
  });
  const noPrinter = host.value?.printer === null;
  const reason = (as: ReportKind): string | null => {
    if (wishes.runs.length === 0) return words.chooseFirst;
    return as === 'pdf' && noPrinter ? words.noPrinter : null;
  };
  const reasons = [...new Set(kinds.flatMap((as) => reason(as) ?? []))];
  return (
    <Paper component="section" aria-labelledby="files" className={classes.files}>
      <Stack gap={6}>
        <Title order={3} id="files">
          {words.files}
        </Title>
        <Signing analyst={isBlank(wishes.analyst) ? '' : wishes.analyst.trim()} decided={decided} />
        <Group gap="xs">
          {kinds.map((as) => (
            <Button
              key={as}
              variant={as === 'pdf' ? 'filled' : 'default'}
              leftSection={<IconDownload size={14} aria-hidden />}
              disabled={reason(as) !== null || busy !== null}
              aria-label={words.save(words.kinds[as])}
              onClick={() => {
                start(as);
              }}
            >
              {words.kinds[as]}
            </Button>
          ))}
        </Group>
        <Group gap="xs">
          <Button
            variant="subtle"
            leftSection={<IconTable size={14} aria-hidden />}
            disabled={wishes.runs.length === 0}
            onClick={() => {
              setOthers(true);
            }}
          >
            {texts.exports.open}
          </Button>
        </Group>
        {reasons.map((text) => (
          <Text size="xs" c="dimmed" key={text}>
            {text}
          </Text>
        ))}
        {busy === null ? null : <Pending words={words.making(words.kinds[busy[0]])} onCancel={cancel} />}
        {error === null ? null : <ErrorNotice error={error} />}
        {made === null ? null : (
          <Stack gap={2} role="status">
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {words.made(made.name, bytes(made.size))}
            </Text>
            {made.hash === null ? null : (
              <>
                <Text size="xs" c="dimmed">
                  {words.checksum(sidecarName(made.name))}
                </Text>
                <Code style={{ overflowWrap: 'anywhere' }}>{made.hash}</Code>
              </>
            )}
          </Stack>
        )}
        <ExportsDialog
          opened={others}
          runs={wishes.runs.map(({ run }) => run)}
          onClose={() => {
            setOthers(false);
          }}
        />
      </Stack>
    </Paper>
  );
}

interface SigningProps {
  /** Empty: nobody is named. */
  readonly analyst: string;
  readonly decided: SigningCounts | null;
}

/** By whom what is saved now would be signed, and with which decisions; or why its approval block would stay open. */
function Signing({ analyst, decided }: SigningProps): ReactNode {
  const open = decided?.open ?? 0;
  const noReason = decided?.noReason ?? 0;
  const lacks = [
    ...(analyst === '' ? [words.unsigned.name] : []),
    ...(open === noReason ? [] : [words.unsigned.open(open - noReason)]),
    ...(noReason === 0 ? [] : [words.unsigned.noReason(noReason)]),
  ];
  if (lacks.length === 0 && decided === null) return null;
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" role="status">
      <IconSignature size={16} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {lacks.length > 0 || decided === null
          ? words.unsigned.lead(lacks)
          : words.signed(shownText(analyst), decided.all, decided.refused)}{' '}
        {open === 0 ? null : (
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => {
              setQuery({ tab: 'decisions' });
            }}
          >
            {words.unsigned.decide}
          </Anchor>
        )}
      </Text>
    </Group>
  );
}
