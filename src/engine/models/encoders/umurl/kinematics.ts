/**
 * What UmURL makes of a skeleton (arXiv 2311.03106, section 1 of its code): the joints themselves, the bones between them, and
 * their motion. Derived inside the model, so that whatever moves a joint moves its bones and its motion too.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { SkeletonSpec } from '../../../../shared/data/modality';
import type { BodyKind } from '../../../../shared/recipe/encoders';
import type { Constants, ParameterReader } from '../../parameters';

const BONES = 'bones/matrix';

/** Ranges of the coordinates; and the map from joints to bones, x_v − x_parent(v), where it is known which are joined. */
export function kinematicConstants({ joints, parents, coordinates }: SkeletonSpec): Constants {
  return {
    'units/low': { shape: [coordinates.length], values: coordinates.map(({ low }) => low) },
    'units/range': { shape: [coordinates.length], values: coordinates.map(({ low, high }) => high - low) },
    ...(parents === undefined
      ? {}
      : { [BONES]: { shape: [joints.length, joints.length], values: boneMatrix(joints.length, parents) } }),
  };
}

/** [joint, bone]: column v takes joint v and gives back its parent; that of a root, which is its own parent, is zero. */
function boneMatrix(count: number, parents: readonly number[]): readonly number[] {
  const matrix = new Array<number>(count * count).fill(0);
  parents.forEach((parent, joint) => {
    matrix[joint * count + joint] += 1;
    matrix[parent * count + joint] -= 1;
  });
  return matrix;
}

/** Values of [0, 1] in the units they were measured in: [B, J, T, C]. */
export function inUnits(p: ParameterReader, values: tf.Tensor4D): tf.Tensor4D {
  return tf.add(tf.mul(values, p('units/range')), p('units/low'));
}

/** [B, J, T, C] in units → the same of one kind. */
export function kindOf(p: ParameterReader, kind: BodyKind, joints: tf.Tensor4D): tf.Tensor4D {
  switch (kind) {
    case 'joint':
      return joints;
    case 'bone':
      return bones(p, joints);
    case 'motion':
      return motion(joints);
    default:
      return kind satisfies never;
  }
}

/** By a product with a constant, since the gradient of a gather has no kernel on every device. */
function bones(p: ParameterReader, joints: tf.Tensor4D): tf.Tensor4D {
  const [batch, count, steps, channels] = joints.shape;
  const last: tf.Tensor2D = tf.reshape(tf.transpose(joints, [0, 2, 3, 1]), [batch * steps * channels, count]);
  const mapped: tf.Tensor4D = tf.reshape(tf.matMul(last, p(BONES) as tf.Tensor2D), [batch, steps, channels, count]);
  return tf.transpose(mapped, [0, 3, 1, 2]);
}

/** x_{t+1} − x_t; that of the last step is zero. */
function motion(joints: tf.Tensor4D): tf.Tensor4D {
  const [batch, count, steps, channels] = joints.shape;
  if (steps === 1) return tf.mul(joints, 0);
  const size = [batch, count, steps - 1, channels] as [number, number, number, number];
  const moved = tf.sub<tf.Tensor4D>(tf.slice(joints, [0, 0, 1, 0], size), tf.slice(joints, [0, 0, 0, 0], size));
  return tf.pad4d(moved, [
    [0, 0],
    [0, 0],
    [0, 1],
    [0, 0],
  ]);
}
