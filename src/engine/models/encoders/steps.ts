import * as tf from '@tensorflow/tfjs-core';
import { planeOf, type PlaneSpec } from '../../../shared/data/modality';
import type { Embedded } from '../fused-model';
import type { Constants, ParameterReader } from '../parameters';
import { normalisation, normalise } from './normalise';
import { wholeMask, wholeMaskOf } from './whole-mask';

/** What comes step by step, as encoders of steps read it. */
export interface Steps {
  /** [B, T, H·C], normalised; zero behind the last step of a sample. */
  readonly values: tf.Tensor3D;
  /** [B, T], 1 for a step that is there. */
  readonly mask: tf.Tensor2D;
}

export function stepConstants(spec: PlaneSpec): Constants {
  return { ...normalisation(spec), ...wholeMask(planeOf(spec).width) };
}

/** Numbers of one step: the features of a sequence, the coordinates of all joints, the bands of a frame. */
export function stepSize(spec: PlaneSpec): number {
  const { height, channels } = planeOf(spec);
  return height * channels;
}

export function stepsOf(p: ParameterReader, spec: PlaneSpec, { values, mask }: Embedded): Steps {
  const batch = values.shape[0];
  const bySteps = tf.transpose(normalise(p, values as tf.Tensor4D), [0, 2, 1, 3]);
  const flat: tf.Tensor3D = tf.reshape(bySteps, [batch, planeOf(spec).width, stepSize(spec)]);
  return mask === null
    ? { values: flat, mask: wholeMaskOf(p, batch) }
    : { values: tf.mul(flat, tf.expandDims(mask, 2)), mask };
}
