/** What the answers of a problem's samples are held against: what an attack raises, and when an answer is wrong. */
import * as tf from '@tensorflow/tfjs-core';
import type { Target } from '../../../shared/data/target';
import { answerOf, oddsAgainst, leadOf, lossOf, type Asked } from '../../models/answers';
import { targetObjective, targetsOf } from '../../models/targets';
import { tidy } from '../../tensors';
import type { Truth } from '../attack';
import { heightOf, objectiveOf } from './objective';

/** What the data ask of a sample. @param classes K: logits are [S, K] */
export function truthOf(samples: readonly Asked[], classes: number, target?: Target): Truth {
  return ofTargets(
    samples,
    tidy(() => targetsOf(samples, classes)),
    target,
  );
}

/** @param targets [S, K] */
function ofTargets(samples: readonly Asked[], targets: tf.Tensor2D, target: Target | undefined): Truth {
  return {
    // A set and a value have no third logit that a ratio could be taken of.
    objective: (objective, logits) =>
      target === undefined ? objectiveOf(objective, logits, targets) : targetObjective(target, logits, targets),
    height: (objective, logits, row) =>
      target === undefined
        ? heightOf(objective, logits, samples[row].label)
        : oddsAgainst(target, logits, samples[row]),
    loss: (logits, row) => lossOf(target, logits, samples[row]),
    lead: (logits, row) => leadOf(target, logits, samples[row]),
    isWrong: (logits, row) => answerOf(target, logits, samples[row]) !== samples[row].label,
    narrowed: (rows) =>
      ofTargets(
        rows.map((row) => samples[row]),
        tf.gather(targets, tf.tensor1d(rows as number[], 'int32')),
        target,
      ),
    owned: targets,
  };
}
