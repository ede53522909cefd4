import * as tf from '@tensorflow/tfjs-core';
import { inputGradients, referenceLogits, referenceModel } from './reference-model';

export interface Speed {
  /** Images per second. */
  readonly forward: number;
  readonly inputGradient: number;
}

const BATCH = 64;
const SMALL_BATCH = 2;
const REPEATS = 5;
/** A small batch that takes longer says enough: the reference backend would need minutes for the large one. */
const SLOW_MILLISECONDS = 150;

/** Speed of this thread's backend on the reference model: medians, after one pass to warm up. */
export function measureSpeed(throwIfCancelled: () => void): Speed {
  const small = speedAt(SMALL_BATCH, 1, throwIfCancelled);
  const isSlow = (1000 * SMALL_BATCH) / small.inputGradient > SLOW_MILLISECONDS;
  return isSlow ? small : speedAt(BATCH, REPEATS, throwIfCancelled);
}

function speedAt(batch: number, repeats: number, throwIfCancelled: () => void): Speed {
  const model = referenceModel(batch);
  const perSecond = (work: () => readonly tf.Tensor[]): number => {
    const times = Array.from({ length: repeats + 1 }, () => {
      throwIfCancelled();
      const start = performance.now();
      tf.tidy(() => {
        for (const tensor of work()) tensor.dataSync();
      });
      return performance.now() - start;
    });
    const sorted = times.slice(1).sort((a, b) => a - b);
    return (1000 * batch) / sorted[Math.floor(sorted.length / 2)];
  };
  try {
    return {
      forward: perSecond(() => [referenceLogits(model.weights, model.inputs)]),
      inputGradient: perSecond(() => inputGradients(model)),
    };
  } finally {
    model.dispose();
  }
}
