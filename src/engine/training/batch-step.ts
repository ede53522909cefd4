import type { Dataset } from '../data/dataset';
import type { Network } from '../models/network';
import type { Pause } from '../pause';
import { alternatingStep, isAlternating } from './alternating';
import { batchOf } from './batches';
import type { Learnt, Stepped } from './learnt';
import { standingsOf, withLosses } from './loss-history';
import { trainStep, type StepSettings } from './step';

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
