/** What a gradient attack optimises: the odds against the label as a function of the attacked modalities' values. */
import * as tf from '@tensorflow/tfjs-core';
import type { Sample } from '../../data/dataset';
import type { Embedded, Encoding, Encodings, FusedModel } from '../../models/fused-model';
import { embedSamples } from '../prediction';
import { gatherEncoding } from '../removal/encodings';
import { dispose, tidy } from '../../tensors';

/** The attacked samples on the device. Encodings of modalities that are not attacked are computed once. */
export interface Problem {
  readonly model: FusedModel;
  readonly attacked: readonly string[];
  /** Untouched embedded values per attacked modality. */
  readonly clean: Readonly<Record<string, Embedded>>;
  readonly fixed: Encodings;
  /** One-hot labels [S, K]. */
  readonly labels: tf.Tensor2D;
  readonly count: number;
}

export type Values = Readonly<Record<string, tf.Tensor>>;

export function openProblem(model: FusedModel, samples: readonly Sample[], attacked: readonly string[]): Problem {
  return tidy(() => {
    const embeddings = embedSamples(model, samples);
    const clean = Object.fromEntries(attacked.map((id) => [id, kept(embeddings[id])]));
    const others = Object.keys(model.modalities).filter((id) => !attacked.includes(id));
    const fixed = Object.fromEntries(others.map((id) => [id, keptEncoding(model.encode(id, embeddings[id]))]));
    const indices = tf.tensor1d(
      samples.map((sample) => sample.label),
      'int32',
    );
    const labels = tf.keep(tf.oneHot(indices, model.classes.length, 1, 0, 'float32') as tf.Tensor2D);
    return { model, attacked, clean, fixed, labels, count: samples.length };
  });
}

export function closeProblem(problem: Problem): void {
  dispose([problem.clean, problem.fixed, problem.labels]);
}

/** The same problem for some of its samples. */
export function narrowed(problem: Problem, rows: readonly number[]): Problem {
  return tidy(() => {
    const at = tf.tensor1d(rows as number[], 'int32');
    return {
      ...problem,
      clean: mapValues(problem.clean, ({ values, mask }) => ({
        values: tf.keep(tf.gather(values, at)),
        mask: mask === null ? null : tf.keep(tf.gather(mask, at)),
      })),
      fixed: mapValues(problem.fixed, (encoding) => keptEncoding(gatherEncoding(encoding, rows))),
      labels: tf.keep(tf.gather(problem.labels, at)),
      count: rows.length,
    };
  });
}

/** Logits [S, K] at the given values. */
export function logitsAt(problem: Problem, values: Values): tf.Tensor2D {
  const { model } = problem;
  return tidy(() => {
    const encodings = Object.fromEntries(
      Object.keys(model.modalities).map((id) => [
        id,
        id in values ? model.encode(id, { values: values[id], mask: problem.clean[id].mask }) : problem.fixed[id],
      ]),
    );
    return model.decide(model.fuse(encodings));
  });
}

/** Takes the label's logit out of a sum of exponentials without a trace. */
const OUT_OF_REACH = 1e9;

/**
 * Log odds against the label, log Σ_{k≠y} exp z_k − z_y, per sample [S].
 *
 * The cross-entropy is log(1 + exp of it), so both rise together and their gradients have one direction. But the
 * cross-entropy's carries the factor 1 − p_y, which is zero in float32 once the label leads by 17: an attack on it
 * stands still on confident samples, and a model with all logits × 1000 would pass for robust.
 */
function logOdds(logits: tf.Tensor2D, labels: tf.Tensor2D): tf.Tensor1D {
  const others = tf.logSumExp(tf.sub(logits, tf.mul(labels, OUT_OF_REACH)), 1);
  return tf.sub(others, tf.sum(tf.mul(labels, logits), 1));
}

/** Logits, and the gradient of each sample's log odds against its label with respect to its attacked values. */
export function gradientsAt(
  problem: Problem,
  values: Values,
): { readonly logits: tf.Tensor2D; readonly gradients: Values } {
  const ids = problem.attacked;
  const held: tf.Tensor2D[] = [];
  const loss = (...points: tf.Tensor[]): tf.Scalar => {
    const logits = logitsAt(problem, Object.fromEntries(ids.map((id, index) => [id, points[index]])));
    held.push(tf.keep(tf.clone(logits)));
    // Samples do not interact, so the gradient of the sum holds each sample's own gradient.
    return tf.sum(logOdds(logits, problem.labels));
  };
  const gradients = tidy(() => tf.grads(loss)(ids.map((id) => values[id])));
  return { logits: held[0], gradients: Object.fromEntries(ids.map((id, index) => [id, gradients[index]])) };
}

export function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From, key: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}

function kept(embedded: Embedded): Embedded {
  tf.keep(embedded.values);
  if (embedded.mask !== null) tf.keep(embedded.mask);
  return embedded;
}

function keptEncoding(encoding: Encoding): Encoding {
  tf.keep(encoding.values);
  if (encoding.form === 'tokens') tf.keep(encoding.mask);
  return encoding;
}
