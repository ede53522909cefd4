/** Kernels of the tensor library as operators of TensorFlow graphs, which its converter reads back (tfjs-converter, docs/supported_ops.md). */
import {
  axesIn,
  axisIn,
  isTrue as isTrueIn,
  noCounterpart,
  numberIn,
  numbersIn,
  operandOf,
  operandsOf,
  paddingsIn,
  pickedIn,
  reshapedIn,
  sliceIn,
  splitIn,
  timesIn,
} from '../attributes';
import { shapeOf, type ElementType, type GraphNode, type Operand } from '../graph';
import { nodeWriter, sameEverywhere, type Written } from '../node-writer';
import { areNumbers, isNumber, isText, isTrue, isType, type TfBuilder } from './builder';

const unary: Readonly<Record<string, string>> = { ...sameEverywhere, Rsqrt: 'Rsqrt', Square: 'Square' };
const binary: Readonly<Record<string, string>> = {
  Add: 'AddV2',
  Sub: 'Sub',
  Multiply: 'Mul',
  RealDiv: 'RealDiv',
  Maximum: 'Maximum',
  Minimum: 'Minimum',
  Greater: 'Greater',
  Less: 'Less',
  Equal: 'Equal',
  NotEqual: 'NotEqual',
};

const others: Readonly<Record<string, Written<TfBuilder>>> = {
  Conv2D: (node, to) => {
    const [x, filter] = operandsOf(node);
    const [rows, columns] = numbersIn(node, 'strides', 2);
    const [below, across] = numbersIn(node, 'dilations', 2);
    one('Conv2D', node, [to.operand(x), to.operand(filter)], to, {
      strides: areNumbers([1, rows, columns, 1]),
      dilations: areNumbers([1, below, across, 1]),
      padding: paddingOf(node),
      data_format: isText('NHWC'),
    });
  },
  MaxPool: (node, to) => {
    const [height, width] = numbersIn(node, 'filterSize', 2);
    const [rows, columns] = numbersIn(node, 'strides', 2);
    one('MaxPool', node, [to.operand(operandOf(node))], to, {
      ksize: areNumbers([1, height, width, 1]),
      strides: areNumbers([1, rows, columns, 1]),
      padding: paddingOf(node),
      data_format: isText('NHWC'),
    });
  },
  BatchMatMul: (node, to) => {
    const [a, b] = operandsOf(node);
    const [transposeA, transposeB] = [isTrue(isTrueIn(node, 'transposeA')), isTrue(isTrueIn(node, 'transposeB'))];
    const isPlain = shapeOf(a).length === 2 && shapeOf(b).length === 2;
    one(
      isPlain ? 'MatMul' : 'BatchMatMulV2',
      node,
      [to.operand(a), to.operand(b)],
      to,
      isPlain ? { transpose_a: transposeA, transpose_b: transposeB } : { adj_x: transposeA, adj_y: transposeB },
    );
  },
  Softmax: (node, to) => {
    const rank = shapeOf(operandOf(node)).length;
    if (axisIn(node, 'dim', rank) !== rank - 1)
      return noCounterpart(node, 'a softmax over an axis that is not the last');
    one('Softmax', node, [to.operand(operandOf(node))], to);
  },
  Mean: (node, to) => {
    reduced('Mean', 'axis', node, to);
  },
  Sum: (node, to) => {
    reduced('Sum', 'axis', node, to);
  },
  Max: (node, to) => {
    reduced('Max', 'reductionIndices', node, to);
  },
  Reshape: (node, to) => {
    one('Reshape', node, [to.operand(operandOf(node)), to.integers(reshapedIn(node))], to, { Tshape: isType('int32') });
  },
  ExpandDims: (node, to) => {
    const axis = axisIn(node, 'dim', node.outputs[0].shape.length);
    one('ExpandDims', node, [to.operand(operandOf(node)), to.integer(axis)], to, { Tdim: isType('int32') });
  },
  Transpose: (node, to) => {
    const order = to.integers(numbersIn(node, 'perm'));
    one('Transpose', node, [to.operand(operandOf(node)), order], to, { Tperm: isType('int32') });
  },
  Concat: (node, to) => {
    const parts = operandsOf(node).map((operand) => to.operand(operand));
    const axis = to.integer(axisIn(node, 'axis', node.outputs[0].shape.length));
    one('ConcatV2', node, [...parts, axis], to, { N: isNumber(parts.length), Tidx: isType('int32') });
  },
  Pack: (node, to) => {
    const parts = operandsOf(node).map((operand) => to.operand(operand));
    const axis = axisIn(node, 'axis', node.outputs[0].shape.length);
    one('Pack', node, parts, to, { N: isNumber(parts.length), axis: isNumber(axis) });
  },
  SplitV: (node, to) => {
    const x = operandOf(node);
    const { axis, sizes } = splitIn(node);
    to.add('SplitV', [to.operand(x), to.integers(sizes), to.integer(axis)], node.name, {
      num_split: isNumber(sizes.length),
      T: isType(typeOf(x)),
      Tlen: isType('int32'),
    });
    to.outputsOf(node.name, node.outputs);
  },
  Slice: (node, to) => {
    const parts = sliceIn(node);
    const begin = to.integers(parts.map((part) => part.begin));
    const size = to.integers(parts.map((part) => part.size));
    one('Slice', node, [to.operand(operandOf(node)), begin, size], to, { Index: isType('int32') });
  },
  PadV2: (node, to) => {
    const paddings = paddingsIn(node);
    const sides = to.constant({
      name: `paddings/${paddings.flat().join('_')}`,
      type: 'int32',
      shape: [paddings.length, 2],
      data: Int32Array.from(paddings.flat()),
    });
    const fill = to.scalar(numberIn(node, 'constantValue'));
    one('PadV2', node, [to.operand(operandOf(node)), sides, fill], to, { Tpaddings: isType('int32') });
  },
  Tile: (node, to) => {
    one('Tile', node, [to.operand(operandOf(node)), to.integers(timesIn(node))], to, { Tmultiples: isType('int32') });
  },
  GatherV2: (node, to) => {
    const [x, indices] = operandsOf(node);
    const axis = to.integer(pickedIn(node));
    to.add('GatherV2', [to.operand(x), to.operand(indices), axis], node.outputs[0].name, {
      ...{ Tparams: isType(typeOf(x)), Tindices: isType(typeOf(indices)) },
      ...{ Taxis: isType('int32'), batch_dims: isNumber(0) },
    });
  },
  Cast: (node, to) => {
    const x = operandOf(node);
    const [output] = node.outputs;
    to.add('Cast', [to.operand(x)], output.name, { SrcT: isType(typeOf(x)), DstT: isType(output.type) });
  },
};

/** @throws LabError `unsupported` for a kernel without a counterpart */
export const writeNode = nodeWriter<TfBuilder>({
  unary,
  binary,
  writeUnary: (operator, node, to) => {
    one(operator, node, [to.operand(operandOf(node))], to);
  },
  writeBinary: (operator, node, to) => {
    const [a, b] = operandsOf(node);
    one(operator, node, [to.operand(a, b), to.operand(b, a)], to);
  },
  others,
});

/** A node with one output, which is called as the tensor is. */
function one(
  op: string,
  node: GraphNode,
  inputs: readonly string[],
  to: TfBuilder,
  attributes: Parameters<TfBuilder['add']>[3] = {},
): void {
  to.add(op, inputs, node.outputs[0].name, { T: isType(typeOf(operandOf(node))), ...attributes });
}

function reduced(op: string, axes: string, node: GraphNode, to: TfBuilder): void {
  one(op, node, [to.operand(operandOf(node)), to.integers(axesIn(node, axes))], to, {
    keep_dims: isTrue(isTrueIn(node, 'keepDims')),
    Tidx: isType('int32'),
  });
}

function typeOf(operand: Operand): ElementType {
  return operand.kind === 'tensor' ? operand.tensor.type : operand.constant.type;
}

function paddingOf(node: GraphNode): ReturnType<typeof isText> {
  const { pad } = node.attributes;
  return pad === 'same' || pad === 'valid'
    ? isText(pad.toUpperCase())
    : noCounterpart(node, `${node.kernel} of padding ${JSON.stringify(pad)}`);
}
