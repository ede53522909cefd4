import * as tf from '@tensorflow/tfjs-core';
import type { Sample } from '../data/dataset';
import type { Encoding, Encodings, FusedModel } from '../models/fused-model';
import { lossesOf, targetsOf } from '../models/targets';
import { dispose, tidyGradients } from '../tensors';

/**
 * ‖∂L/∂h_m‖₂ of every modality's encoding h_m, per sample, L the loss (of a class, the cross-entropy): how strongly the answer hangs on each
 * (MUROAN §6, V_m). Null of a model of one modality, or without gradients of each encoding; of a sample where one is no
 * finite number.
 */
export async function encodingSlopes(
  model: FusedModel,
  samples: readonly Pick<Sample, 'label' | 'target'>[],
  encodings: Encodings,
): Promise<readonly (Readonly<Record<string, number>> | null)[] | null> {
  const ids = Object.keys(encodings);
  if (ids.length < 2 || !model.gives.has('gradients')) return null;
  if (ids.some((id) => model.beyondGradients?.includes(id))) return null;
  const found = tidyGradients(() => {
    const targets = targetsOf(samples, model.classes.length);
    const lossOf = (...values: tf.Tensor[]): tf.Scalar => {
      const moved = Object.fromEntries(ids.map((id, place) => [id, withValues(encodings[id], values[place])]));
      return tf.sum(lossesOf(model.target, model.decide(model.fuse(moved)), targets));
    };
    const slopes = tf.grads(lossOf)(ids.map((id) => encodings[id].values));
    return slopes.map((slope) => lengths(tf.reshape(slope, [samples.length, -1])));
  });
  try {
    const norms = await Promise.all(found.map((norm) => norm.data()));
    return samples.map((_, row) =>
      norms.every((values) => Number.isFinite(values[row]))
        ? Object.fromEntries(ids.map((id, place) => [id, norms[place][row]]))
        : null,
    );
  } finally {
    dispose(found);
  }
}

function lengths(rows: tf.Tensor2D): tf.Tensor1D {
  return tf.sqrt(tf.sum(tf.square(rows), 1));
}

function withValues(encoding: Encoding, values: tf.Tensor): Encoding {
  switch (encoding.form) {
    case 'vector':
      return { ...encoding, values: values as tf.Tensor2D };
    case 'tokens':
      return { ...encoding, values: values as tf.Tensor3D };
    default:
      return encoding satisfies never;
  }
}
