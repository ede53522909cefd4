import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../random';
import { pulledBack, type CellSlope } from './cell';

/** Gaussian probes v, V of them (released code). */
const PROBES = 2;

/**
 * Hutchinson's estimate of ‖J‖² (Frobenius) per sample and unit of the state, from vectors v: Σ_v ‖v^T J‖² / (V B D), where
 * D is the width of a sample's whole state. It lets training keep the map one that a solver can follow (Bai et al., arXiv
 * 2106.14342).
 *
 * @param shape of the state
 */
export function jacobianPenalty(slope: CellSlope, shape: readonly [number, number, number], random: Random): tf.Scalar {
  const size = shape[0] * shape[1] * shape[2];
  const lengths = Array.from({ length: PROBES }, () => {
    const probe = tf.tensor3d(
      Float32Array.from({ length: size }, () => random.normal()),
      [...shape],
    );
    return tf.sum<tf.Scalar>(tf.square(pulledBack(slope, probe)));
  });
  return tf.div(
    lengths.reduce((sum, each) => tf.add(sum, each)),
    PROBES * size,
  );
}
