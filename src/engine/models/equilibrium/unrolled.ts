/** The map applied so many times from zero, without a solver. */
import * as tf from '@tensorflow/tfjs-core';
import { tidy } from '../../tensors';
import { applied, type Cell } from './cell';
import { atOnce } from './at-once';

/** [N + 1, B, D], differentiable through every step. */
export function unrolled(cell: Cell, steps: number): tf.Tensor3D {
  let state = start(cell);
  for (let step = 0; step < steps; step += 1) state = applied(cell, state).values;
  return state;
}

/**
 * ‖f(z) − z‖ of each sample at each step.
 *
 * @throws LabError `unsupported` on a device that does not hand out numbers while it computes
 */
export function residualsOf(cell: Cell, steps: number): readonly (readonly number[])[] {
  const byStep = tidy(() => {
    let state = start(cell);
    return Array.from({ length: steps }, () => {
      const next = applied(cell, state).values;
      const lengths = atOnce(tf.sqrt(tf.sum(tf.square(tf.sub(next, state)), [0, 2])));
      state = next;
      return lengths;
    });
  });
  return Array.from({ length: cell.features.shape[1] }, (_, sample) => byStep.map((lengths) => lengths[sample]));
}

function start({ features: { shape } }: Cell): tf.Tensor3D {
  return tf.zeros([shape[0] + 1, shape[1], shape[2]]);
}
