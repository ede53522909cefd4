import type { QueueItem } from '../../../shared/queue';
import type { RunState } from '../../../shared/run';
import type { LabState } from '../../lab/lab-state';

const live = { waiting: 'queued', working: 'running', paused: 'paused' } as const satisfies Record<
  QueueItem['state'],
  RunState
>;

/**
 * A run's state: as the queue has it now, else as the lab told it last. Without a live engine nothing runs, whatever was
 * told before.
 */
export function stateNow(told: RunState, item: QueueItem | null, engine: LabState['kind']): RunState {
  const state = item === null ? told : live[item.state];
  const isLive = state === 'queued' || state === 'running' || state === 'paused';
  return isLive && engine === 'gone' ? 'interrupted' : state;
}
