import { Alert, Button, Group, Text } from '@mantine/core';
import { IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useConnection } from '../lab/connection';
import { useLabState } from '../lab/lab-state';
import { useAction } from '../lab/use-action';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';

const words = texts.app.connection;

/** Above every page while the host or the engine cannot be reached: what it means, and what brings it back. */
export function ConnectionNotice(): ReactNode {
  const state = useLabState();
  switch (state.kind) {
    case 'connecting':
    case 'starting':
    case 'ready':
      return null;
    case 'lost':
      return <Lost />;
    case 'gone':
      return <Gone reason={state.reason} />;
    default:
      return state satisfies never;
  }
}

function Lost(): ReactNode {
  const { reconnect } = useConnection();
  return (
    <Alert color="red" title={words.lostTitle} icon={<IconPlugConnectedX size={18} />} mb="md" role="alert">
      <Group justify="space-between" gap="sm">
        <Text size="sm" maw="70ch">
          {words.lostText}
        </Text>
        <Button onClick={reconnect}>{words.again}</Button>
      </Group>
    </Alert>
  );
}

function Gone({ reason }: { readonly reason: string }): ReactNode {
  const { lab } = useConnection();
  const { start, busy, error } = useAction(() => lab.request('host.restartEngine', {}));
  return (
    <Alert color="red" title={words.goneTitle} icon={<IconPlugConnectedX size={18} />} mb="md" role="alert">
      {reason === '' ? null : (
        <Text size="sm" mb={4}>
          {reason}
        </Text>
      )}
      <Group justify="space-between" gap="sm">
        <Text size="sm" maw="70ch">
          {words.goneText}
        </Text>
        <Button
          leftSection={<IconRefresh size={15} aria-hidden />}
          loading={busy !== null}
          onClick={() => {
            start();
          }}
        >
          {busy === null ? words.restart : words.restarting}
        </Button>
      </Group>
      {error === null ? null : <ErrorNotice error={error} />}
    </Alert>
  );
}
