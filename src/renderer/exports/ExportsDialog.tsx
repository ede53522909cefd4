import { Button, Checkbox, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { bytes } from '../../analysis/quantities';
import { RecordsFormat } from '../../analysis/table/export-records';
import type { LabConnection } from '../../shared/lab-channel/lab-connection';
import type { Result } from '../../shared/protocol';
import { useLab } from '../lab/connection';
import { useCancellable } from '../lab/use-cancellable';
import { withSignal } from '../lab/with-signal';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending, type Counted } from '../ui/Pending';
import { saveFile } from '../saving/save-file';
import { papersFile, papersOfRuns } from './papers-of-runs';
import { recordsFile } from './save-records';
import { samplesFile } from './save-samples';

const words = texts.exports;

type Shown = Result<'runs.show'>;
type Wanted = RecordsFormat | 'samples' | 'papers';

export interface ExportsDialogProps {
  readonly opened: boolean;
  /** Ids, one at least. */
  readonly runs: readonly string[];
  readonly onClose: () => void;
}

/** Saves what runs found as files that other programs read; closing it ends what is under way. */
export function ExportsDialog({ opened, runs, onClose }: ExportsDialogProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title={words.title} size="lg">
      {opened ? <Choices key={runs.join(' ')} runs={runs} /> : null}
    </Modal>
  );
}

function Choices({ runs }: Pick<ExportsDialogProps, 'runs'>): ReactNode {
  const lab = useLab();
  const [shown, setShown] = useState<readonly Shown[] | null>(null);
  const {
    start: read,
    cancel: stopReading,
    error,
  } = useCancellable(async (signal) => {
    const all: Shown[] = [];
    for (const run of runs) all.push(await lab.request('runs.show', { run }, { signal }));
    setShown(all);
  });
  useEffect(() => {
    read();
    return stopReading;
  }, [read, stopReading]);
  if (error !== null) return <ErrorNotice error={error} onRetry={read} />;
  return shown === null ? <Pending words={words.reading} /> : <Files runs={shown} />;
}

function Files({ runs }: { readonly runs: readonly Shown[] }): ReactNode {
  const lab = useLab();
  const [progress, setProgress] = useState<Counted | null>(null);
  const [made, setMade] = useState<File | null>(null);
  const [allColumns, setAllColumns] = useState(false);
  const { start, busy, error, cancel } = useCancellable(async (signal, wanted: Wanted) => {
    setMade(null);
    setProgress(null);
    const file = await fileOf(wanted, { lab: withSignal(lab, signal), runs, allColumns }, (done, total, unit) => {
      setProgress({ done, total, unit, rate: null, remaining: null });
    });
    saveFile(file);
    setMade(file);
  });
  useEffect(() => cancel, [cancel]);
  const button = (wanted: Wanted, label: string, name: string, disabled = false): ReactNode => (
    <Button
      key={wanted}
      variant="default"
      leftSection={<IconDownload size={14} aria-hidden />}
      disabled={disabled || busy !== null}
      aria-label={name}
      onClick={() => {
        start(wanted);
      }}
    >
      {label}
    </Button>
  );
  const [{ description, dataset }] = runs;
  const isOne = runs.length === 1;
  const hasSound = Object.values(dataset.modalities).some(({ kind }) => kind === 'audio');
  return (
    <Stack gap="md">
      <Text size="sm">{words.lead}</Text>
      <Part
        title={words.records.title}
        meanings={[words.records.meaning(runs.reduce((sum, { summary }) => sum + summary.records, 0))]}
      >
        {RecordsFormat.options.map((as) => {
          const kind = words.records.kinds[as];
          return button(as, kind, words.records.save(kind));
        })}
        <Checkbox
          size="xs"
          label={words.records.allColumns}
          checked={allColumns}
          onChange={({ currentTarget }) => {
            setAllColumns(currentTarget.checked);
          }}
        />
      </Part>
      <Part
        title={words.samples.title}
        meanings={
          isOne
            ? [words.samples.meaning(description.plan.storedInputs), ...(hasSound ? [words.samples.sound] : [])]
            : [words.samples.oneRun]
        }
      >
        {button('samples', words.samples.kind, words.samples.save, !isOne)}
      </Part>
      <Part title={words.papers.title} meanings={[words.papers.meaning(papersOfRuns(runs).length)]}>
        {button('papers', words.papers.kind, words.papers.save)}
      </Part>
      {busy === null ? null : <Pending words={makingWords(busy[0])} progress={progress} onCancel={cancel} />}
      {error === null ? null : <ErrorNotice error={error} />}
      {made === null ? null : (
        <Text size="sm" role="status" style={{ overflowWrap: 'anywhere' }}>
          {words.made(made.name, bytes(made.size))}
        </Text>
      )}
    </Stack>
  );
}

interface PartProps {
  readonly title: string;
  readonly meanings: readonly string[];
  /** Buttons. */
  readonly children: ReactNode;
}

function Part({ title, meanings, children }: PartProps): ReactNode {
  return (
    <Stack component="section" gap={6}>
      <Title order={4} size="sm">
        {title}
      </Title>
      {meanings.map((text) => (
        <Text size="xs" c="dimmed" key={text}>
          {text}
        </Text>
      ))}
      <Group gap="xs">{children}</Group>
    </Stack>
  );
}

async function fileOf(
  wanted: Wanted,
  {
    lab,
    runs,
    allColumns,
  }: { readonly lab: LabConnection; readonly runs: readonly Shown[]; readonly allColumns: boolean },
  onDone: (done: number, total: number, unit: string) => void,
): Promise<File> {
  switch (wanted) {
    case 'papers':
      return papersFile(runs);
    case 'samples':
      return samplesFile(lab, runs[0], (done, total) => {
        onDone(done, total, words.samples.unit);
      });
    case 'csv':
    case 'json':
    case 'parquet':
      return recordsFile(lab, runs, wanted, allColumns, (step, done, total) => {
        onDone(done, total, words.records.units[step]);
      });
    default:
      return wanted satisfies never;
  }
}

function makingWords(wanted: Wanted): string {
  switch (wanted) {
    case 'papers':
      return words.papers.making;
    case 'samples':
      return words.samples.making;
    case 'csv':
    case 'json':
    case 'parquet':
      return words.records.making(words.records.kinds[wanted]);
    default:
      return wanted satisfies never;
  }
}
