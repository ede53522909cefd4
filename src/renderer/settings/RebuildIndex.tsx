import { Button, Group, Stack, Text } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import { isCancelled, type LabError } from '../../shared/errors';
import { useLab } from '../lab/connection';
import { asLabError } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import { useWorkspace } from '../workspace/context';
import { rebuildIndex } from '../workspace/run-index/index-runs';

const words = texts.settings.lab;

type Rebuilding =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly runs: number }
  | { readonly kind: 'failed'; readonly error: LabError };

/** Makes the window's index of runs anew from the lab. */
export function RebuildIndex(): ReactNode {
  const lab = useLab();
  const { database } = useWorkspace();
  const [state, setState] = useState<Rebuilding>({ kind: 'idle' });
  const controller = useRef<AbortController | null>(null);
  const rebuild = async (): Promise<void> => {
    if (database === null) return;
    controller.current = new AbortController();
    setState({ kind: 'working', done: 0, total: 0 });
    try {
      const runs = await rebuildIndex(database, lab, {
        signal: controller.current.signal,
        onProgress: (done, total) => {
          setState({ kind: 'working', done, total });
        },
      });
      setState({ kind: 'done', runs });
    } catch (error) {
      setState(isCancelled(error) ? { kind: 'idle' } : { kind: 'failed', error: asLabError(error) });
    }
  };
  return (
    <Stack gap={4} align="flex-start">
      <Group gap="sm">
        <Button
          variant="default"
          disabled={database === null || state.kind === 'working'}
          onClick={() => void rebuild()}
        >
          {words.rebuild}
        </Button>
        {state.kind === 'done' ? (
          <Text size="sm" role="status">
            {words.rebuilt(decimal(state.runs))}
          </Text>
        ) : null}
      </Group>
      <Text size="xs" c="dimmed" maw="80ch">
        {words.rebuildHint}
      </Text>
      {state.kind === 'working' ? (
        <Pending
          words={words.rebuilding(decimal(state.done), decimal(state.total))}
          onCancel={() => {
            controller.current?.abort();
          }}
        />
      ) : null}
      {state.kind === 'failed' ? <ErrorNotice error={state.error} onRetry={() => void rebuild()} /> : null}
    </Stack>
  );
}
