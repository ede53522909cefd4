import * as tf from '@tensorflow/tfjs-core';

/** A tensor and the name of each of its axes. */
interface Factor {
  readonly tensor: tf.Tensor;
  readonly axes: readonly number[];
}

/**
 * Einstein summation, which the library lacks on wasm, and has wrong elsewhere (`bij,bjy->bi` loses an axis on the
 * reference backend): two factors at a time, each pair as one product of stacks of matrices. Axes of both that stay are
 * the stack, axes of both that go are summed by the product.
 */
function einsum(tensors: readonly tf.Tensor[], equation: string): tf.Tensor {
  const { allDims, summedDims, idDims } = tf.backend_util.decodeEinsumEquation(equation, tensors.length);
  tf.backend_util.checkEinsumDimSizes(allDims.length, idDims, [...tensors]);
  const summed = new Set(summedDims);
  const factors = tensors.map((tensor, index): Factor => ({ tensor, axes: idDims[index] }));
  return tf.tidy(() => {
    const product = factors.reduce((left, right, index) => {
      const later = new Set(factors.slice(index + 1).flatMap(({ axes }) => axes));
      return multiplied(left, right, (axis) => !summed.has(axis) || later.has(axis));
    });
    const { tensor, axes } = withoutOthers(product, (axis) => !summed.has(axis));
    const output = allDims.map((_, axis) => axis).filter((axis) => !summed.has(axis));
    return tf.transpose(
      tensor,
      output.map((axis) => axes.indexOf(axis)),
    );
  });
}

function multiplied(a: Factor, b: Factor, stays: (axis: number) => boolean): Factor {
  const left = withoutOthers(a, (axis) => stays(axis) || b.axes.includes(axis));
  const right = withoutOthers(b, (axis) => stays(axis) || a.axes.includes(axis));
  const common = left.axes.filter((axis) => right.axes.includes(axis));
  const stack = common.filter(stays);
  const inner = common.filter((axis) => !stays(axis));
  const rows = left.axes.filter((axis) => !common.includes(axis));
  const columns = right.axes.filter((axis) => !common.includes(axis));
  const product = tf.matMul(grouped(left, [stack, rows, inner]), grouped(right, [stack, inner, columns]));
  const shape = [...[...stack, ...rows].map(sizeIn(left)), ...columns.map(sizeIn(right))];
  return { tensor: tf.reshape(product, shape), axes: [...stack, ...rows, ...columns] };
}

function withoutOthers({ tensor, axes }: Factor, stays: (axis: number) => boolean): Factor {
  const gone = axes.flatMap((axis, place) => (stays(axis) ? [] : [place]));
  return gone.length === 0 ? { tensor, axes } : { tensor: tf.sum(tensor, gone), axes: axes.filter(stays) };
}

/** The tensor with its axes in this order, those of a group made one. */
function grouped(factor: Factor, groups: readonly (readonly number[])[]): tf.Tensor {
  const places = groups.flat().map((axis) => factor.axes.indexOf(axis));
  const size = sizeIn(factor);
  return tf.reshape(
    tf.transpose(factor.tensor, places),
    groups.map((group) => group.reduce((product, axis) => product * size(axis), 1)),
  );
}

function sizeIn({ tensor, axes }: Factor): (axis: number) => number {
  return (axis) => tensor.shape[axes.indexOf(axis)];
}

/** Puts it in the place of the backend's own, if it has one. */
export function registerEinsum(backendName: string): void {
  const kernelName = 'Einsum';
  if (tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined)
    tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    kernelName,
    backendName,
    // The library passes a list where other kernels get names.
    kernelFunc: ({ inputs, attrs }) => einsum(inputs as unknown as readonly tf.Tensor[], attrs?.equation as string),
  });
}
