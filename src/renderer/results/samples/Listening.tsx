import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconEar } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import type { SampleFile } from '../../../shared/samples/sample-file';
import { shownText } from '../../../shared/text/shown-text';
import { useLab } from '../../lab/connection';
import { useCancellable } from '../../lab/use-cancellable';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Pending } from '../../ui/Pending';
import type { AttackedCase } from './cases';

const words = texts.listening;

export interface ListeningProps {
  readonly run: string;
  readonly record: AttackedCase;
}

/** Sounds of a sample to listen to, made up to its spectrograms when somebody asks. */
export function Listening({ run, record }: ListeningProps): ReactNode {
  const lab = useLab();
  const [files, setFiles] = useState<readonly SampleFile[] | null>(null);
  const { start, busy, error, cancel } = useCancellable(async (signal) => {
    const { samples } = await lab.request('runs.sampleFiles', { run, records: [record] }, { signal });
    setFiles(samples[0]);
  });
  useEffect(() => cancel, [cancel]);
  if (error !== null) return <ErrorNotice error={error} onRetry={start} />;
  if (busy !== null) return <Pending words={words.making} onCancel={cancel} />;
  if (files === null) {
    return (
      <Group>
        <Button variant="default" leftSection={<IconEar size={14} aria-hidden />} onClick={start}>
          {words.listen}
        </Button>
      </Group>
    );
  }
  const sounds = files.filter(({ spectralConvergence }) => spectralConvergence !== null);
  return (
    <Stack component="section" gap={6}>
      <Title order={3}>{words.title}</Title>
      {sounds.length === 0 ? <Text size="sm">{whyNone(files)}</Text> : null}
      <Group gap="lg" align="flex-start">
        {/* The untouched one first, as the pictures stand. */}
        {[...sounds].reverse().map((file) => (
          <Player key={file.name} file={file} />
        ))}
      </Group>
      {sounds.length === 0 ? null : (
        <Text size="xs" c="dimmed" maw="80ch">
          {words.madeUp}
        </Text>
      )}
    </Stack>
  );
}

function Player({
  file: { name, modality, role, base64, spectralConvergence },
}: {
  readonly file: SampleFile;
}): ReactNode {
  const title = words.role(shownText(modality ?? name), role === 'clean');
  return (
    <Stack gap={2}>
      <Text size="xs">{title}</Text>
      <audio controls preload="metadata" src={`data:audio/wav;base64,${base64}`} aria-label={title} />
      <Text size="xs" c="dimmed">
        {words.off(decimal(spectralConvergence))}
      </Text>
    </Stack>
  );
}

/** Runs keep some samples of small changes; of some sounds it is not known how they were made. */
function whyNone(files: readonly SampleFile[]): string {
  if (files.length === 0) return words.notKept;
  const note = files.find(({ name }) => name.endsWith('.npy'))?.note;
  return note === undefined || note === null ? words.notKept : shownText(note);
}
