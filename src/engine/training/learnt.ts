import type { AdamState } from './adam';
import type { Alternation } from './alternation';
import type { LossHistory } from './loss-history';

/** What a step of training changes, and uses up. */
export interface Learnt {
  readonly adam: AdamState;
  /** Null where training remembers nothing of a sample. */
  readonly history: LossHistory | null;
  /** Null where modalities are trained together. */
  readonly alternation: Alternation | null;
}

export interface Stepped {
  readonly learnt: Learnt;
  /** Sum over the batch of what training lowers. */
  readonly loss: number;
  readonly correct: number;
  /** Labels of the batch. */
  readonly seen: number;
}
