import { liveRunStates, type QueueItem } from '../../../shared/runs/queue';
import { isLive, type RunState } from '../../../shared/runs/run';
import type { LabState } from '../../lab/lab-state';

/**
 * A run's state: as the queue has it now, else as the lab told it last. Without a live engine nothing runs, whatever was
 * told before.
 */
export function stateNow(told: RunState, item: QueueItem | null, engine: LabState['kind']): RunState {
  const state = item === null ? told : liveRunStates[item.state];
  return isLive(state) && engine === 'gone' ? 'interrupted' : state;
}
