/** Samples of a problem and perturbations of them on the host, for attacks that follow no gradient. */
import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../../../shared/map-values';
import { dispose, tidy } from '../../tensors';
import type { PerturbationProblem, Values } from '../attack';
import { rowsOf } from '../outputs';
import { intoBall } from './ball';

/** What is added to one sample, per attacked modality, flat. */
export type Perturbation = Readonly<Record<string, Float32Array>>;

/** One sample's untouched values. */
export interface OnHost {
  readonly clean: Perturbation;
  /** Rows of pixels, or words, that may change, per attacked modality: padding of a text lies below. */
  readonly rows: Readonly<Record<string, number>>;
  /** Places of a row that may change: padding of a sequence lies behind. */
  readonly columns: Readonly<Record<string, number>>;
  /** Numbers that may change: the first ones. */
  readonly free: Readonly<Record<string, number>>;
}

export async function samplesOnHost({ samples, clean }: PerturbationProblem): Promise<readonly OnHost[]> {
  const values: Record<string, readonly Float32Array[]> = {};
  const used: Record<string, readonly number[] | null> = {};
  for (const [id, { values: own, mask }] of Object.entries(clean)) {
    const flat = tidy(() => ({
      values: tf.reshape<tf.Rank.R2>(own, [samples.length, -1]),
      unpadded: mask === null ? null : tf.sum(mask, 1),
    }));
    try {
      values[id] = await rowsOf(flat.values);
      used[id] = flat.unpadded === null ? null : Array.from(await flat.unpadded.data());
    } finally {
      dispose(flat);
    }
  }
  return samples.map((_, row) => ({
    clean: mapValues(values, (own) => own[row]),
    rows: mapValues(clean, ({ values: { shape } }, id) =>
      shape.length === 4 ? shape[1] : (used[id]?.[row] ?? shape[1] ?? 1),
    ),
    // [S, height, width, channels] or [S, words, width]
    columns: mapValues(clean, ({ values: { shape } }, id) => (shape.length === 4 ? (used[id]?.[row] ?? shape[2]) : 1)),
    free: mapValues(clean, ({ values: own, mask }, id) =>
      mask === null ? own.size / samples.length : (used[id]?.[row] ?? 0) * (own.size / mask.size),
    ),
  }));
}

/** Samples with perturbations added, as tensors of the problem's shapes; neither ball nor valid range is looked at. */
export function placed(
  { clean }: Pick<PerturbationProblem, 'clean'>,
  samples: readonly Pick<OnHost, 'clean'>[],
  perturbations: readonly Perturbation[],
): Values {
  return mapValues(clean, ({ values }, id) => {
    const [count, ...shape] = values.shape;
    const each = values.size / count;
    const moved = new Float32Array(each * samples.length);
    samples.forEach(({ clean: own }, row) => {
      perturbations[row][id].forEach((value, at) => {
        moved[row * each + at] = own[id][at] + value;
      });
    });
    return tf.tensor(moved, [samples.length, ...shape]);
  });
}

/** The samples of a problem with their perturbations, within ball and valid range. */
export function within(
  problem: PerturbationProblem,
  samples: readonly Pick<OnHost, 'clean'>[],
  perturbations: readonly Perturbation[],
): Values {
  return tidy(() => intoBall(problem, placed(problem, samples, perturbations)));
}
