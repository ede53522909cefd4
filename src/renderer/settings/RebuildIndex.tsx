import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import { Computer } from '../computing/computer';
import { useLab } from '../lab/connection';
import { useCancellable } from '../lab/use-cancellable';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import { useWorkspace } from '../workspace/context';
import { rebuildIndex } from '../workspace/run-index/index-runs';

const words = texts.settings.lab;

/** Makes the window's index of runs anew from the lab. */
export function RebuildIndex(): ReactNode {
  const lab = useLab();
  const { database } = useWorkspace();
  const [computer] = useState(() => new Computer());
  useEffect(
    () => () => {
      computer.close();
    },
    [computer],
  );
  const [progress, setProgress] = useState({ done: 0, total: 0 });
  /** Runs in the index when it was done; null before. */
  const [runs, setRuns] = useState<number | null>(null);
  const { start, busy, error, cancel } = useCancellable(async (signal) => {
    if (database === null) return;
    setRuns(null);
    setProgress({ done: 0, total: 0 });
    const onProgress = (done: number, total: number): void => {
      setProgress({ done, total });
    };
    setRuns(await rebuildIndex(database, lab, { signal, computer, onProgress }));
  });
  return (
    <Stack gap={4} align="flex-start">
      <Group gap="sm">
        <Button
          variant="default"
          disabled={database === null || busy !== null}
          onClick={() => {
            start();
          }}
        >
          {words.rebuild}
        </Button>
        {runs === null ? null : (
          <Text size="sm" role="status">
            {words.rebuilt(decimal(runs))}
          </Text>
        )}
      </Group>
      <Text size="xs" c="dimmed" maw="80ch">
        {words.rebuildHint}
      </Text>
      {busy === null ? null : (
        <Pending words={words.rebuilding(decimal(progress.done), decimal(progress.total))} onCancel={cancel} />
      )}
      {error === null ? null : <ErrorNotice error={error} onRetry={start} />}
    </Stack>
  );
}
