import * as tf from '@tensorflow/tfjs-core';
import type { CurvePoint } from '../../shared/training/training-progress';
import type { Encodings } from '../models/fused-model';
import type { Network } from '../models/network';
import type { Parameters } from '../models/parameters';
import { targetsOf } from '../models/targets';
import type { Alternation } from './alternation';
import { askedOf, type Batch } from './batches';

/** Sums over the samples that are scored, and what they come to. */
export interface Watch {
  /** [N] of a batch, in its own order. */
  sums(encodings: Encodings, batch: Batch): tf.Tensor1D;
  /** @param sums over all batches */
  facts(sums: readonly number[], count: number): OwnFacts;
}

export type OwnFacts = Pick<CurvePoint, 'ownAccuracy' | 'pairs' | 'drift'>;

/**
 * What is seen of each modality by itself after an epoch: how often its own answer is right, which of two are, and how far the
 * steps of the others have moved its answers. Null where modalities have no answer of their own, or another thing than a
 * class is asked for.
 */
export function watchOf(network: Network, parameters: Parameters, alternation: Alternation | null): Watch | null {
  const { answers } = network;
  if (answers === undefined || network.target !== undefined || network.pixels !== null) return null;
  const ids = Object.keys(network.modalities);
  const pairs = ids.flatMap((a, index) => ids.slice(index + 1).map((b) => [a, b] as const));
  const drifts = ids.length > 1 && alternation !== null;
  return {
    sums: (encodings, batch) => {
      const labels = tf.argMax(targetsOf(askedOf(batch), network.classes), 1);
      const own = answers(parameters, encodings);
      const right: Readonly<Record<string, tf.Tensor>> = Object.fromEntries(
        ids.map((id) => [id, tf.cast(tf.equal(tf.argMax(own[id], 1), labels), 'float32')]),
      );
      return tf.stack<tf.Scalar>([
        ...ids.map((id) => tf.sum<tf.Scalar>(right[id])),
        ...pairs.map(([a, b]) => tf.sum<tf.Scalar>(tf.mul(right[a], right[b]))),
        ...(drifts ? ids.flatMap((id) => driftSums(network, parameters, alternation, encodings, id, own[id])) : []),
      ]) as unknown as tf.Tensor1D;
    },
    facts: (sums, count) => {
      const rightOf = (id: string): number => sums[ids.indexOf(id)];
      const after = ids.length + pairs.length;
      return {
        ownAccuracy: Object.fromEntries(ids.map((id) => [id, rightOf(id) / count])),
        ...(pairs.length === 0
          ? {}
          : {
              pairs: Object.fromEntries(
                pairs.map(([a, b], index) => {
                  const both = sums[ids.length + index];
                  const [first, second] = [rightOf(a) - both, rightOf(b) - both];
                  const neither = count - both - first - second;
                  return [`${a} · ${b}`, [both, first, second, neither].map((own) => own / count)];
                }),
              ),
            }),
        ...(drifts
          ? {
              drift: Object.fromEntries(
                ids.map((id, index) => {
                  const [moved, size] = sums.slice(after + 2 * index, after + 2 * index + 2);
                  return [id, size > 0 ? Math.sqrt(moved / size) : 0];
                }),
              ),
            }
          : {}),
      };
    },
  };
}

/**
 * Of a modality u with features φ_u: Σ ‖φ_u ΔW + Δb‖² over what the steps of all OTHER modalities changed of the head in this
 * epoch, and Σ ‖y_u‖², each less its mean over the classes, which changes no answer.
 */
function driftSums(
  { alternation: shared }: Network,
  parameters: Parameters,
  { moved }: Alternation,
  encodings: Encodings,
  id: string,
  logits: tf.Tensor2D,
): readonly tf.Scalar[] {
  if (shared === undefined) throw new Error('This network has no head that its modalities share.');
  const others = Object.keys(moved).filter((other) => other !== id);
  const features = shared.features(parameters, id, encodings[id]);
  const change = others
    .map((other) => tf.add<tf.Tensor2D>(tf.matMul(features, moved[other].kernel), moved[other].bias))
    .reduce((sum, each) => tf.add(sum, each));
  return [change, logits].map((each) => tf.sum<tf.Scalar>(tf.square(tf.sub(each, tf.mean(each, 1, true)))));
}
