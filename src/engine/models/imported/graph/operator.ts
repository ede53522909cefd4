import type * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../../../shared/errors';
import type { OnnxNode } from '../../../formats/onnx/nodes';
import type { Value } from './value';

/** One node at work. */
export interface Call {
  readonly node: OnnxNode;
  readonly opset: number;
  /** Null for what the node leaves out. */
  readonly inputs: readonly (Value | null)[];
  /** What is made of an input that is part of the graph is made once and stays the graph's; of others it is made anew. */
  kept(name: string, from: number, make: () => tf.Tensor): tf.Tensor;
}

export interface Operator {
  /** In tensors. */
  readonly tensors: (call: Call) => readonly Value[];
  /** On the host, where all inputs lie there; absent: always in tensors. */
  readonly host?: (call: Call) => readonly Value[];
}

/** Numbers of one tensor, at most: half a GiB. */
const MOST_NUMBERS = 2 ** 27;

/** @throws LabError `unsupported` for a tensor that no model for samples has */
export function refuseHuge({ node }: Call, shape: readonly number[]): void {
  const size = shape.reduce((product, own) => product * own, 1);
  if (size <= MOST_NUMBERS && shape.every((own) => Number.isSafeInteger(own) && own >= 0)) return;
  throw fault(node, `makes a tensor of the sizes [${shape.join(', ')}]; at most ${MOST_NUMBERS} numbers are held`);
}

/** @param message a clause after the operator's name */
export function fault({ operator, name }: OnnxNode, message: string): LabError {
  return new LabError('unsupported', `The operator ${operator} (node "${name}") ${message}.`, {
    where: 'graph',
    remedy: 'Give "never" for "gradients" in the map: the model is then asked as it is.',
  });
}

/** @throws LabError `unsupported` for a node without it */
export function input({ node, inputs }: Call, at: number): Value {
  const own = inputs.at(at);
  if (own !== null && own !== undefined) return own;
  throw fault(node, `lacks its input ${at + 1}`);
}

/** Numbers that say what is done, which have to be known before a sample is. */
export function settings(call: Call, at: number): readonly number[] {
  const { numbers } = input(call, at);
  if (numbers === null) throw fault(call.node, `is told by what is given to the model what it does (input ${at + 1})`);
  return Array.from(numbers);
}

/** The same, or null for a node that leaves them out. */
export function settingsIfAny(call: Call, at: number): readonly number[] | null {
  return (call.inputs.at(at) ?? null) === null ? null : settings(call, at);
}

/** Axes that an attribute names, or an input since a later operator set. */
export function axesOf(call: Call, at: number): readonly number[] | null {
  return call.node.attributes.integers('axes') ?? settingsIfAny(call, at);
}

/** @throws LabError `unsupported` for an axis that is not there */
export function axisIn({ node }: Call, axis: number, rank: number): number {
  const own = axis < 0 ? axis + rank : axis;
  if (Number.isInteger(own) && own >= 0 && own < rank) return own;
  throw fault(node, `names the axis ${axis} of a tensor with ${rank}`);
}

export function axesIn(call: Call, axes: readonly number[], rank: number): number[] {
  return axes.map((axis) => axisIn(call, axis, rank));
}
