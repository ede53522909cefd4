/** Operators that make numbers of none, or of few. */
import * as tf from '@tensorflow/tfjs-core';
import type { GraphTensor } from '../../../../formats/onnx/tensor';
import { built } from '../on-host';
import { fault, input, refuseHuge, settings, type Call, type Operator } from '../operator';
import { hostValue, valueOf, type Value } from '../value';

function constant(call: Call): readonly Value[] {
  const { attributes } = call.node;
  const tensor = attributes.tensor('value');
  if (tensor !== null) return [hostValue(tensor.kind, tensor.shape, tensor.numbers)];
  for (const [name, kind] of [
    ['value_float', 'float'],
    ['value_floats', 'float'],
    ['value_int', 'int'],
    ['value_ints', 'int'],
  ] as const) {
    const own = kind === 'float' ? attributes.numbers(name) : attributes.integers(name);
    if (own !== null) return [hostValue(kind, name.endsWith('s') ? [own.length] : [], Float64Array.from(own))];
  }
  throw fault(call.node, 'holds nothing');
}

function filled(call: Call): readonly Value[] {
  const shape = settings(call, 0);
  const own: Pick<GraphTensor, 'kind' | 'numbers'> = call.node.attributes.tensor('value') ?? {
    kind: 'float',
    numbers: new Float32Array(1),
  };
  const [number = 0] = own.numbers;
  return [built(call, own.kind, shape, () => number)];
}

function range(call: Call): readonly Value[] {
  const [start = 0, end = 0, step = 1] = [0, 1, 2].map((at) => settings(call, at).at(0));
  const count = Math.max(0, Math.ceil((end - start) / step));
  refuseHuge(call, [count]);
  return [built(call, input(call, 0).kind, [count], ([at]) => start + at * step)];
}

/** Keeps what lies on one side of a diagonal. */
function triangle(call: Call): readonly Value[] {
  const value = input(call, 0);
  const [rows, columns] = value.shape.slice(-2);
  const offset = (call.inputs.at(1) ?? null) === null ? 0 : settings(call, 1)[0];
  const isUpper = call.node.attributes.integer('upper', 1) === 1;
  const mask = built(call, 'float', [rows, columns], ([row, column]) =>
    Number(isUpper ? column - row >= offset : column - row <= offset),
  );
  // What is not kept is zero even where it was infinite, as masks are.
  const spread = tf.cast(tf.add(mask.tensor(), tf.zeros([...value.shape])), 'bool');
  return [valueOf(tf.where(spread, value.tensor(), tf.zerosLike(value.tensor())))];
}

export const sourceOperators = {
  Constant: { tensors: constant },
  ConstantOfShape: { tensors: filled, host: filled },
  Range: { tensors: range, host: range },
  Trilu: { tensors: triangle },
} as const satisfies Readonly<Record<string, Operator>>;
