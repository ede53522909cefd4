import type { Dataset } from '../data/dataset';
import type { Network } from '../models/network';
import type { Pause } from '../pause';
import type { AdamState } from './adam';
import { alternatingStep, isAlternating } from './alternating';
import type { Alternation } from './alternation';
import { batchOf } from './batches';
import { standingsOf, withLosses, type LossHistory } from './loss-history';
import { trainStep, type StepSettings } from './step';

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

/**
 * One batch of training, whichever method it is of: the loop over batches does not know.
 *
 * @param rows of the batch
 * @param pause may throw, which leaves what was given as it was
 */
export type BatchStep = (learnt: Learnt, rows: readonly number[], pause: Pause) => Promise<Stepped>;

export function batchStep(network: Network, dataset: Dataset, settings: StepSettings): BatchStep {
  return async (learnt, rows, pause) => {
    const batch = batchOf(dataset, network, rows);
    const { adam, history, alternation } = learnt;
    if (alternation !== null && isAlternating(network)) {
      return alternatingStep(network, { adam, history, alternation }, batch, settings, pause);
    }
    const standings = history === null ? null : standingsOf(history, rows);
    const { adam: next, loss, correct, losses } = await trainStep(network, adam, batch, settings, standings, pause);
    return {
      learnt: {
        adam: next,
        history: history === null || losses === null ? history : withLosses(history, rows, losses),
        alternation,
      },
      loss,
      correct,
      seen: batch.labels.length,
    };
  };
}
