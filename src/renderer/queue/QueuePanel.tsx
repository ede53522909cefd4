import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useQueue } from '../lab/queue';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { QueueLine } from './QueueLine';
import { useQueueActions, useQueueCommands } from './use-queue-actions';

const words = texts.runs.queue;

/** What computes and what waits, in order; nothing while there is no work. */
export function QueuePanel(): ReactNode {
  const queue = useQueue();
  const actions = useQueueActions();
  useQueueCommands(queue, actions, null);
  if (queue === null || queue.items.length === 0) return null;
  return (
    <Paper component="section" aria-labelledby="queue">
      <Title order={2} id="queue">
        {words.title}
      </Title>
      <Text size="xs" c="dimmed" mb="xs">
        {words.lead}
      </Text>
      {actions.error === null ? null : <ErrorNotice error={actions.error} />}
      <Stack component="ol" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
        {queue.items.map((item) => (
          <QueueLine key={item.id} item={item} items={queue.items} actions={actions} />
        ))}
      </Stack>
    </Paper>
  );
}
