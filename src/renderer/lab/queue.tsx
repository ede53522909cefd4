import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import type { QueueItem, QueueState } from '../../shared/runs/queue';
import { useNotification } from './use-notification';
import { useRequest } from './use-request';

const Queue = createContext<QueueState | null>(null);

/** Follows the queue once for the whole window. */
export function QueueProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [queue, setQueue] = useState<QueueState | null>(null);
  const asked = useRequest('queue.show', {});
  useEffect(() => {
    if (asked.value !== null) setQueue(asked.value);
  }, [asked.value]);
  useNotification('queue', setQueue);
  useNotification('engineState', ({ state }) => {
    if (state === 'gone') setQueue(null);
  });
  return <Queue value={queue}>{children}</Queue>;
}

/** What there is to compute, in order; null until the engine has said it. */
export function useQueue(): QueueState | null {
  return use(Queue);
}

/** What computes now; null for nothing. */
export function workingItem(queue: QueueState | null): QueueItem | null {
  return queue?.items.find(({ state }) => state === 'working') ?? null;
}
