/** What the gradients that an attack was given say of the model: none at all, none that are numbers, or wildly different. */
import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../../../shared/map-values';
import type { Slopes } from '../../../shared/records/record';
import { dispose, tidy } from '../../tensors';
import type { PerturbationProblem, Values } from '../attack';
import { lengthOver } from './ball';

export interface SlopesProblem {
  /** The same problem, whose gradients hold zero where the model's are no finite numbers, so that an attack can go on. */
  readonly problem: PerturbationProblem;
  /** Of every sample's gradients so far; fetched at once, as an ascent must not wait for them. */
  read(): Promise<readonly Slopes[]>;
  readonly dispose: () => void;
}

/** The lengths of one answer, and the samples of the whole problem that they are of. */
interface Noted {
  readonly rows: readonly number[];
  /** [S] */
  readonly lengths: tf.Tensor1D;
}

export function withSlopes(problem: PerturbationProblem): SlopesProblem {
  const noted: Noted[] = [];
  const all = problem.samples.map((_, row) => row);
  return {
    problem: noting(problem, all, (rows, lengths) => noted.push({ rows, lengths: tf.keep(lengths) })),
    read: async () => {
      const lengths = all.map((): number[] => []);
      const fetched = await fetchedOf(noted);
      let at = 0;
      for (const { rows } of noted) {
        for (const row of rows) {
          lengths[row].push(fetched[at]);
          at += 1;
        }
      }
      return lengths.map(slopesOf);
    },
    dispose: () => {
      dispose(noted.map(({ lengths }) => lengths));
    },
  };
}

async function fetchedOf(noted: readonly Noted[]): Promise<Float32Array> {
  if (noted.length === 0) return new Float32Array();
  const whole = tidy(() => tf.concat(noted.map(({ lengths }) => lengths)));
  try {
    return (await whole.data()) as Float32Array;
  } finally {
    whole.dispose();
  }
}

/** @param lengths in l2, in the order of the attack's looks; no finite number where a number of the gradient is none */
function slopesOf(lengths: readonly number[]): Slopes {
  const finite = lengths.filter(Number.isFinite);
  const rising = finite.filter((length) => length > 0);
  return {
    zero: finite.length - rising.length,
    notFinite: lengths.length - finite.length,
    range: rising.length === 0 ? null : [Math.min(...rising), Math.max(...rising)],
  };
}

/** @param rows of the whole problem, by those of this one */
function noting(
  problem: PerturbationProblem,
  rows: readonly number[],
  note: (rows: readonly number[], lengths: tf.Tensor1D) => void,
): PerturbationProblem {
  return {
    ...problem,
    gradientsAt: (values, objective) => {
      const { logits, gradients } = problem.gradientsAt(values, objective);
      try {
        const { lengths, finite } = tidy(() => ({ lengths: lengthOver(gradients), finite: finiteOnly(gradients) }));
        note(rows, lengths);
        return { logits, gradients: finite };
      } catch (error) {
        logits.dispose();
        throw error;
      } finally {
        dispose(gradients);
      }
    },
    asked: (manner) => noting(problem.asked(manner), rows, note),
    narrowed: (some) =>
      noting(
        problem.narrowed(some),
        some.map((row) => rows[row]),
        note,
      ),
  };
}

function finiteOnly(gradients: Values): Values {
  return mapValues(gradients, (gradient) => tf.where(tf.isFinite(gradient), gradient, tf.zerosLike(gradient)));
}
