/** Seeing where a gradient attack goes, without its knowing. */
import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../../../shared/map-values';
import { dispose } from '../../tensors';
import type { PerturbationProblem, Values } from '../attack';

/** A place where an attack asked the model; its tensors are the holder's to dispose of. */
export interface SeenPoint {
  readonly values: Values;
  /** [S, K] */
  readonly logits: tf.Tensor2D;
}

export interface WatchedProblem {
  readonly problem: PerturbationProblem;
  /** So far, in the order they were asked for. */
  readonly seen: readonly SeenPoint[];
  readonly dispose: () => void;
}

/** The same problem of one sample, which keeps every point at which it is asked, also by what it is narrowed to. */
export function watched(problem: PerturbationProblem): WatchedProblem {
  const seen: SeenPoint[] = [];
  const note = (values: Values, logits: tf.Tensor2D): void => {
    // An attack without gradients may ask for several points of its one sample at once.
    for (let row = 0; row < logits.shape[0]; row += 1) {
      const own = <Rank extends tf.Rank>(whole: tf.Tensor<Rank>): tf.Tensor<Rank> =>
        tf.keep(tf.slice(whole, [row], [1]));
      seen.push({ values: mapValues(values, (value) => own(value)), logits: own(logits) });
    }
  };
  return {
    problem: noting(problem, note),
    seen,
    dispose: () => {
      dispose(seen.map(({ values, logits }) => [values, logits]));
    },
  };
}

function noting(
  problem: PerturbationProblem,
  note: (values: Values, logits: tf.Tensor2D) => void,
): PerturbationProblem {
  return {
    ...problem,
    logitsAt: (values) => {
      const logits = problem.logitsAt(values);
      note(values, logits);
      return logits;
    },
    gradientsAt: (values, objective) => {
      const answer = problem.gradientsAt(values, objective);
      note(values, answer.logits);
      return answer;
    },
    asked: (manner) => noting(problem.asked(manner), note),
    narrowed: (rows) => noting(problem.narrowed(rows), note),
  };
}
