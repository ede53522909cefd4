import type * as tf from '@tensorflow/tfjs-core';
import type { Pause } from '../pause';
import { dispose, tidy } from '../tensors';
import { inputGradients, speedLogits, speedModel } from './speed-model';

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

/** Speed of this thread's backend on the speed model: medians, after one pass to warm up. */
export async function measureSpeed(pause: Pause): Promise<Speed> {
  const small = await speedAt(SMALL_BATCH, 1, pause);
  const isSlow = (1000 * SMALL_BATCH) / small.inputGradient > SLOW_MILLISECONDS;
  return isSlow ? small : speedAt(BATCH, REPEATS, pause);
}

async function speedAt(batch: number, repeats: number, pause: Pause): Promise<Speed> {
  const model = speedModel(batch);
  const perSecond = async (work: () => readonly tf.Tensor[]): Promise<number> => {
    const times: number[] = [];
    while (times.length <= repeats) {
      await pause();
      const start = performance.now();
      const results = tidy(work);
      await Promise.all(results.map((tensor) => tensor.data()));
      times.push(performance.now() - start);
      dispose(results);
    }
    const sorted = times.slice(1).sort((a, b) => a - b);
    return (1000 * batch) / sorted[Math.floor(sorted.length / 2)];
  };
  try {
    return {
      forward: await perSecond(() => [speedLogits(model.weights, model.inputs)]),
      inputGradient: await perSecond(() => inputGradients(model)),
    };
  } finally {
    model.dispose();
  }
}
