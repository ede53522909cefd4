import * as tf from '@tensorflow/tfjs-core';
import { fault, refuseHuge, type Call } from './operator';

/** @throws LabError `unsupported` for shapes that do not fit */
export function broadcastShape(call: Call, shapes: readonly (readonly number[])[]): readonly number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  const joint = Array.from({ length: rank }, (_, axis) => {
    const sizes = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1);
    const size = sizes.find((own) => own !== 1) ?? 1;
    if (sizes.every((own) => own === 1 || own === size)) return size;
    throw fault(
      call.node,
      `is given ${shapes.map((shape) => `[${shape.join(', ')}]`).join(' and ')}, which do not fit`,
    );
  });
  refuseHuge(call, joint);
  return joint;
}

/** Differentiable, of any rank. */
export function broadcastTo(tensor: tf.Tensor, shape: readonly number[]): tf.Tensor {
  if (tensor.shape.length === shape.length && tensor.shape.every((size, axis) => size === shape[axis])) return tensor;
  const spread = tf.add(
    tf.cast(tensor, tensor.dtype === 'bool' ? 'int32' : tensor.dtype),
    tf.zeros([...shape], tensor.dtype === 'float32' ? 'float32' : 'int32'),
  );
  return tensor.dtype === 'bool' ? tf.cast(spread, 'bool') : spread;
}
