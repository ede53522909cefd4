import { useEffect, useRef } from 'react';
import { useQueue, workingItem } from '../lab/queue';

/** Milliseconds between two readings of the list while something computes: it reads every run. */
const pause = 5000;

/** Reads the list again when work in the queue changes its state, and now and then while something computes. */
export function useRefreshWhileWorking(refresh: () => void): void {
  const queue = useQueue();
  const working = workingItem(queue) !== null;
  const states = queue?.items.map(({ id, state }) => `${id} ${state}`).join() ?? null;
  const known = useRef<string | null>(null);
  useEffect(() => {
    if (known.current !== null && known.current !== states) refresh();
    known.current = states;
  }, [states, refresh]);
  useEffect(() => {
    if (!working) return;
    const timer = setInterval(refresh, pause);
    return () => {
      clearInterval(timer);
    };
  }, [working, refresh]);
}
