import { useEffect, useState } from 'react';
import type { QueueItem, QueueState } from '../../shared/queue';
import { useNotification } from './use-notification';
import { useRequest } from './use-request';

/** What there is to compute, in order; null until the engine has said it. */
export function useQueue(): QueueState | null {
  const [queue, setQueue] = useState<QueueState | null>(null);
  const asked = useRequest('queue.show', {});
  useEffect(() => {
    if (asked.value !== null) setQueue(asked.value);
  }, [asked.value]);
  useNotification('queue', setQueue);
  useNotification('engineState', ({ state }) => {
    if (state === 'gone') setQueue(null);
  });
  return queue;
}

/** What computes now; null for nothing. */
export function workingItem(queue: QueueState | null): QueueItem | null {
  return queue?.items.find(({ state }) => state === 'working') ?? null;
}
