import type { LabError } from '../../shared/errors';
import { useCommand } from '../commands/commands';
import { useLab } from '../lab/connection';
import { workingItem } from '../lab/queue';
import { useAction } from '../lab/use-action';
import type { QueueItem, QueueState } from '../../shared/runs/queue';

export type QueueAction = 'queue.pause' | 'queue.continue' | 'queue.stop';

export interface QueueActions {
  readonly act: (action: QueueAction, item: string) => void;
  readonly move: (item: string, before: string | null) => void;
  /** What is asked for and not answered yet: an item's id. */
  readonly busy: string | null;
  readonly error: LabError | null;
}

/** What a person can do with the work in the queue. */
export function useQueueActions(): QueueActions {
  const lab = useLab();
  const { start, busy, error } = useAction((_item: string, ask: () => Promise<unknown>) => ask());
  return {
    act: (action, item) => {
      start(item, () => lab.request(action, { item }));
    },
    move: (item, before) => {
      start(item, () => lab.request('queue.move', { item, before }));
    },
    busy: busy?.[0] ?? null,
    error,
  };
}

/** Offers the commands about what computes; on the page of a run they are about that run. */
export function useQueueCommands(queue: QueueState | null, { act }: QueueActions, run: string | null): void {
  const own = queue?.items.filter((item) => run === null || item.run === run) ?? [];
  const working = run === null ? workingItem(queue) : (own.find(({ state }) => state === 'working') ?? null);
  const paused = own.find(({ state }) => state === 'paused') ?? null;
  const offer = (action: QueueAction, item: QueueItem | null): (() => void) => {
    return () => {
      if (item !== null) act(action, item.id);
    };
  };
  useCommand('run.pause', offer('queue.pause', working), working !== null);
  useCommand('run.stop', offer('queue.stop', working), working !== null);
  useCommand('run.continue', offer('queue.continue', paused), paused !== null);
}
