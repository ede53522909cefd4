import type { WorkQueue } from '../queue/work-queue';
import { engineStops } from '../study/stop-reasons';

/**
 * Waits for work in the queue; the signal's abort stops it.
 *
 * @throws what it fails with; LabError `cancelled`
 */
export async function untilDone(
  { id, ended }: Awaited<ReturnType<WorkQueue['add']>>,
  queue: WorkQueue,
  signal: AbortSignal,
): Promise<void> {
  const stop = (): void => {
    // An engine that stops closes its queue itself.
    if (signal.reason === engineStops) return;
    // It may have ended by itself at this moment.
    queue.stop(id).catch(() => undefined);
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await ended;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
