import * as tf from '@tensorflow/tfjs-core';
import { broadcastShape, broadcastTo } from '../broadcast';
import { fault, input, refuseHuge, type Call, type Operator } from '../operator';
import { sizeOf, valueOf, type Value } from '../value';

/** Of vectors as matrices of one row or column, of stacks as many products. */
function matMul(call: Call): readonly Value[] {
  const [left, right] = [input(call, 0), input(call, 1)];
  const a = left.shape.length === 1 ? [1, ...left.shape] : left.shape;
  const b = right.shape.length === 1 ? [...right.shape, 1] : right.shape;
  if (a.length < 2 || b.length < 2 || a[a.length - 1] !== b[b.length - 2]) {
    throw fault(call.node, `is given [${left.shape.join(', ')}] and [${right.shape.join(', ')}], which do not fit`);
  }
  const batches = broadcastShape(call, [a.slice(0, -2), b.slice(0, -2)]);
  const [rows, inner, columns] = [a[a.length - 2], a[a.length - 1], b[b.length - 1]];
  refuseHuge(call, [...batches, rows, columns]);
  const shape = [
    ...batches,
    ...(left.shape.length === 1 ? [] : [rows]),
    ...(right.shape.length === 1 ? [] : [columns]),
  ];
  const x = left.tensor();
  const y = right.tensor();
  if (sizeOf(b.slice(0, -2)) === 1) {
    // One matrix for all: the rows of all are rows of one.
    return [valueOf(tf.reshape(tf.matMul(tf.reshape(x, [-1, inner]), tf.reshape(y, [inner, columns])), shape))];
  }
  const stack = (own: tf.Tensor, sides: readonly number[]): tf.Tensor3D =>
    tf.reshape(
      broadcastTo(tf.reshape(own, [...(own.rank <= 2 ? [1] : own.shape.slice(0, -2)), ...sides]), [
        ...batches,
        ...sides,
      ]),
      [sizeOf(batches), sides[0], sides[1]],
    );
  return [valueOf(tf.reshape(tf.matMul(stack(x, [rows, inner]), stack(y, [inner, columns])), shape))];
}

/** Y = α A' B' + β C. */
function gemm(call: Call): readonly Value[] {
  const { attributes } = call.node;
  const [a, b] = [input(call, 0), input(call, 1)];
  const [turnsA, turnsB] = [attributes.integer('transA', 0) !== 0, attributes.integer('transB', 0) !== 0];
  const inner = [a.shape[turnsA ? 0 : 1], b.shape[turnsB ? 1 : 0]];
  if (a.shape.length !== 2 || b.shape.length !== 2 || inner[0] !== inner[1]) {
    throw fault(call.node, `is given [${a.shape.join(', ')}] and [${b.shape.join(', ')}], which do not fit`);
  }
  const right = turnsB ? call.kept('turned', 1, () => tf.transpose(b.tensor())) : b.tensor();
  const product = scaled(tf.matMul(a.tensor(), right, turnsA, false), attributes.number('alpha', 1));
  const c = call.inputs.at(2) ?? null;
  if (c === null) return [valueOf(product)];
  broadcastShape(call, [product.shape, c.shape]);
  return [valueOf(tf.add(product, scaled(c.tensor(), attributes.number('beta', 1))))];
}

function scaled(x: tf.Tensor, factor: number): tf.Tensor {
  return factor === 1 ? x : tf.mul(x, factor);
}

function einsum(call: Call): readonly Value[] {
  const equation = call.node.attributes.text('equation', '').replaceAll(/\s/gu, '');
  const own = call.inputs.map((_, at) => input(call, at).tensor());
  const [terms, result] = equation.split('->');
  const sizes = new Map<string, number>();
  const fits = terms.split(',').every((term, at) => {
    const shape = own.at(at)?.shape ?? [];
    return (
      shape.length === term.length &&
      Array.from(term).every((letter, axis) => {
        const known = sizes.get(letter) ?? shape[axis];
        sizes.set(letter, known);
        return known === shape[axis];
      })
    );
  });
  if (!fits || terms.split(',').length !== own.length)
    throw fault(call.node, `has the equation "${equation}", which does not fit what it is given`);
  refuseHuge(
    call,
    Array.from(result, (letter) => sizes.get(letter) ?? 1),
  );
  return [valueOf(tf.einsum(equation, ...own))];
}

export const productOperators = {
  Einsum: { tensors: einsum },
  Gemm: { tensors: gemm },
  MatMul: { tensors: matMul },
} as const satisfies Readonly<Record<string, Operator>>;
