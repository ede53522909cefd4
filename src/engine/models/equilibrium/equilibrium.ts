/** Fixed points of a cell on the device, and their gradient by the implicit function theorem. */
import * as tf from '@tensorflow/tfjs-core';
import { tidy } from '../../tensors';
import { atOnce } from './at-once';
import { applied, pulledBack, slopeParts, type Cell, type CellSlope } from './cell';
import { fixedPoints, type Solution, type SolverSettings } from './solver';
import type { Points } from './steps';

type Shape = readonly [parts: number, batch: number, width: number];

export interface Equilibrium {
  /** z* = f(z*), [N + 1, B, D], through which no gradient flows. */
  readonly state: tf.Tensor3D;
  readonly solution: Solution;
}

/**
 * The fixed point of each sample.
 *
 * @throws LabError `unsupported` on a device that does not hand out numbers while it computes
 */
export function equilibrium(cell: Cell, settings: SolverSettings): Equilibrium {
  const [count, batch, width] = cell.features.shape;
  const shape: Shape = [count + 1, batch, width];
  const solution = unrecordedly(() => solved((z) => applied(cell, z).values, shape, settings));
  return { state: stateOf(solution.points, shape), solution };
}

/**
 * The values of an equilibrium with its gradient: y of y = J^T y + g in place of the gradient g for it, which goes on
 * through one application of the map. Then dL/dx = g (I − J)^-1 df/dx, and likewise for parameters.
 *
 * @param once the map applied to the state, recorded @param slope of the map there
 */
export function differentiable(
  state: tf.Tensor3D,
  once: tf.Tensor3D,
  slope: CellSlope,
  settings: SolverSettings,
): tf.Tensor3D {
  const attached = tf.customGrad((...inputs) => {
    // Typed as tensors and a function that saves them; the last is the function.
    const save = inputs[1] as tf.GradSaveFunc;
    save(slopeParts.map((part) => slope[part]));
    return {
      value: tf.clone(state),
      gradFunc: (gradient: tf.Tensor, saved: tf.Tensor[]) => {
        const kept = Object.fromEntries(slopeParts.map((part, index) => [part, saved[index]])) as CellSlope;
        const map = (y: tf.Tensor3D): tf.Tensor3D => tf.add(pulledBack(kept, y), gradient);
        return stateOf(solved(map, state.shape, settings).points, state.shape);
      },
    };
  });
  return attached(once);
}

function solved(map: (z: tf.Tensor3D) => tf.Tensor3D, shape: Shape, settings: SolverSettings): Solution {
  const [parts, batch, width] = shape;
  return fixedPoints(
    (points) => {
      const values = tidy(() => rowsOf(map(stateOf(points, shape))));
      const numbers = atOnce(values);
      values.dispose();
      return numbers;
    },
    batch,
    parts * width,
    settings,
  );
}

/** Rows of samples → [N + 1, B, D]. */
function stateOf(points: Points, [parts, batch, width]: Shape): tf.Tensor3D {
  return tidy(() => tf.transpose(tf.tensor3d(Float32Array.from(points), [batch, parts, width]), [1, 0, 2]));
}

function rowsOf(state: tf.Tensor3D): tf.Tensor3D {
  return tf.transpose(state, [1, 0, 2]);
}

/** Work of which no gradient is recorded: the library records an operation with a gradient of its own, not what is in it. */
function unrecordedly<Result>(work: () => Result): Result {
  const results: Result[] = [];
  const recorded = tf.customGrad(() => {
    results.push(work());
    return { value: tf.scalar(0), gradFunc: () => [] };
  });
  recorded().dispose();
  return results[0];
}
