/** Attributes of kernels, read as what they are: axes counted from the front, sizes. */
import { LabError } from '../../shared/errors';
import { isOfSamples, shapeOf, type Attribute, type GraphNode, type Operand, type Size } from './graph';

/** The inputs of a kernel, in its order. */
export function operandsOf({ inputs }: GraphNode): readonly Operand[] {
  return Object.values(inputs);
}

/** The only input of a kernel, or the first. */
export function operandOf(node: GraphNode): Operand {
  const [operand] = operandsOf(node);
  return operand;
}

/** @throws LabError `unsupported` always: for what no other format has */
export function noCounterpart({ name }: Pick<GraphNode, 'name'>, what: string): never {
  throw new LabError('unsupported', `calculates with ${what}, which is not written in this format.`, {
    where: name,
    remedy: 'Export the weights alone (safetensors), or in the other format.',
  });
}

export function numberIn(node: GraphNode, name: string): number {
  const value = node.attributes[name];
  return typeof value === 'number' ? value : noCounterpart(node, `${node.kernel} of ${name} ${JSON.stringify(value)}`);
}

export function isTrue({ attributes }: GraphNode, name: string): boolean {
  return attributes[name] === true;
}

/** One number stands for as many as wanted. */
export function numbersIn(node: GraphNode, name: string, count?: number): readonly number[] {
  const value = node.attributes[name];
  if (typeof value === 'number') return new Array<number>(count ?? 1).fill(value);
  return sizesIn(node, name).map((size) =>
    typeof size === 'number'
      ? size
      : noCounterpart(node, `${node.kernel} of ${name} that depend on the number of samples`),
  );
}

export function sizesIn(node: GraphNode, name: string): readonly Size[] {
  const value = node.attributes[name];
  if (!isList(value)) return noCounterpart(node, `${node.kernel} of ${name} ${JSON.stringify(value)}`);
  return value.map((size) =>
    typeof size === 'number' || isSize(size) ? size : noCounterpart(node, `${node.kernel} of ${JSON.stringify(value)}`),
  );
}

function isList(value: Attribute): value is readonly Attribute[] {
  return Array.isArray(value);
}

function isSize(value: Attribute): value is Size {
  return typeof value === 'number' || (typeof value === 'object' && value !== null && 'samples' in value);
}

/** From the front. @param rank of the tensor that the axis is one of */
export function axisIn(node: GraphNode, name: string, rank: number): number {
  const axis = numberIn(node, name);
  return axis < 0 ? axis + rank : axis;
}

/** Axes that are reduced, from the front; all where none is named. */
export function axesIn(node: GraphNode, name: string): readonly number[] {
  const rank = shapeOf(operandOf(node)).length;
  const value = node.attributes[name];
  if (value === undefined || value === null) return Array.from({ length: rank }, (_, axis) => axis);
  return numbersIn(node, name).map((axis) => (axis < 0 ? axis + rank : axis));
}

/** Sizes of the output, of which one may follow from the others, −1. */
export function reshapedIn(node: GraphNode): readonly number[] {
  const [{ shape }] = node.outputs;
  if (shape.filter(isOfSamples).length > 1)
    return noCounterpart(node, 'two sizes that depend on the number of samples');
  return shape.map((size) => (isOfSamples(size) ? -1 : size));
}

/** The axis along which a tensor is split, and the sizes of its parts. */
export function splitIn(node: GraphNode): { readonly axis: number; readonly sizes: readonly number[] } {
  const axis = axisIn(node, 'axis', shapeOf(operandOf(node)).length);
  const sizes = node.outputs.map(({ shape }) => {
    const size = shape[axis];
    return isOfSamples(size) ? noCounterpart(node, 'parts of the samples') : size;
  });
  return { axis, sizes };
}

/** How often a tensor is repeated along each axis. */
export function timesIn(node: GraphNode): readonly number[] {
  return sizesIn(node, 'reps').map((size) =>
    isOfSamples(size) ? noCounterpart(node, 'copies for each sample') : size,
  );
}

/** The axis along which rows are picked. */
export function pickedIn(node: GraphNode): number {
  if (numberIn(node, 'batchDims') !== 0) return noCounterpart(node, 'GatherV2 of several dimensions of samples');
  return axisIn(node, 'axis', shapeOf(operandOf(node)).length);
}

/** Numbers before and behind a tensor, axis by axis. */
export function paddingsIn({ attributes }: GraphNode): readonly (readonly [before: number, after: number])[] {
  return attributes.paddings as readonly (readonly [number, number])[];
}

/** Along each axis where a slice begins and how much it takes; −1: all of the samples. */
export function sliceIn(node: GraphNode): readonly { readonly begin: number; readonly size: number }[] {
  const begin = numbersIn(node, 'begin');
  const taken = node.outputs[0].shape;
  return shapeOf(operandOf(node)).map((whole, axis) => {
    const size = taken[axis];
    if (!isOfSamples(size)) return { begin: begin[axis], size };
    return begin[axis] === 0 && isOfSamples(whole) && whole.samples === size.samples
      ? { begin: 0, size: -1 }
      : noCounterpart(node, 'a part of the samples');
  });
}

/** Whether an operand's repetitions for each sample can be left out, since what it meets has as many. */
export function isSpread(operand: Operand, other: Operand): boolean {
  if (operand.kind === 'tensor' || operand.repeated === null) return false;
  const { constant, repeated } = operand;
  const shape = shapeOf(other);
  const met = shape[shape.length - constant.shape.length + repeated] as Size | undefined;
  return constant.shape[repeated] === 1 && met !== undefined && isOfSamples(met) && met.samples === 1;
}
