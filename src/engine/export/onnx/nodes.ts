/** Kernels of the tensor library as operators of ONNX (onnx/onnx, docs/Operators.md, set 17). */
import * as tf from '@tensorflow/tfjs-core';
import {
  axesIn,
  axisIn,
  isTrue,
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
import { isOfSamples, shapeOf, type ElementType, type GraphNode, type Operand } from '../graph';
import { nodeWriter, sameEverywhere, type Written } from '../node-writer';
import type { OnnxBuilder } from './builder';

const binary: Readonly<Record<string, string>> = {
  Add: 'Add',
  Sub: 'Sub',
  Multiply: 'Mul',
  RealDiv: 'Div',
  Maximum: 'Max',
  Minimum: 'Min',
  Greater: 'Greater',
  Less: 'Less',
  Equal: 'Equal',
};
const elementTypes: Readonly<Record<ElementType, number>> = { float32: 1, int32: 7, bool: 9 };

const others: Readonly<Record<string, Written<OnnxBuilder>>> = {
  Conv2D: (node, to) => {
    const [x, filter] = operandsOf(node);
    if (filter.kind !== 'constant') return noCounterpart(node, 'a kernel of a convolution that is no weight');
    const weight = to.constant(filter.constant, 'convolution');
    const [rows, columns] = filter.constant.shape;
    to.addPicture('Conv', [to.picture(x), weight], node.outputs[0], {
      kernel_shape: [rows, columns],
      strides: numbersIn(node, 'strides', 2),
      dilations: numbersIn(node, 'dilations', 2),
      pads: padsOf(node, shapeOf(x), filter.constant.shape),
    });
  },
  MaxPool: (node, to) => {
    const x = operandOf(node);
    const kernel = numbersIn(node, 'filterSize', 2);
    to.addPicture('MaxPool', [to.picture(x)], node.outputs[0], {
      kernel_shape: kernel,
      strides: numbersIn(node, 'strides', 2),
      pads: padsOf(node, shapeOf(x), [...kernel, 1, 1]),
    });
  },
  BatchMatMul: (node, to) => {
    const [a, b] = operandsOf(node);
    const [transA, transB] = [isTrue(node, 'transposeA'), isTrue(node, 'transposeB')];
    const output = node.outputs[0].name;
    const isPlain = shapeOf(a).length === 2 && shapeOf(b).length === 2;
    if (isPlain && (transA || transB)) {
      to.add('Gemm', [to.operand(a), to.operand(b)], output, { transA: Number(transA), transB: Number(transB) });
      return;
    }
    const turned = (operand: Operand, turn: boolean, side: string): string => {
      const name = to.operand(operand);
      return turn ? to.add('Transpose', [name], `${output}/${side}`, { perm: lastTwo(shapeOf(operand).length) }) : name;
    };
    to.add('MatMul', [turned(a, transA, 'a'), turned(b, transB, 'b')], output);
  },
  Softmax: (node, to) => {
    const x = operandOf(node);
    to.add('Softmax', [to.operand(x)], node.outputs[0].name, { axis: axisIn(node, 'dim', shapeOf(x).length) });
  },
  Mean: (node, to) => {
    reduced('ReduceMean', 'axis', node, to);
  },
  Max: (node, to) => {
    reduced('ReduceMax', 'reductionIndices', node, to);
  },
  Sum: (node, to) => {
    const axes = to.integers(axesIn(node, 'axis'));
    to.add('ReduceSum', [to.operand(operandOf(node)), axes], node.outputs[0].name, {
      keepdims: Number(isTrue(node, 'keepDims')),
    });
  },
  Reshape: (node, to) => {
    to.add('Reshape', [to.operand(operandOf(node)), to.integers(reshapedIn(node))], node.outputs[0].name);
  },
  ExpandDims: (node, to) => {
    const [output] = node.outputs;
    const axis = axisIn(node, 'dim', output.shape.length);
    to.add('Unsqueeze', [to.operand(operandOf(node)), to.integers([axis])], output.name);
  },
  Transpose: (node, to) => {
    to.add('Transpose', [to.operand(operandOf(node))], node.outputs[0].name, { perm: numbersIn(node, 'perm') });
  },
  Concat: (node, to) => {
    const [output] = node.outputs;
    to.add(
      'Concat',
      operandsOf(node).map((operand) => to.operand(operand)),
      output.name,
      { axis: axisIn(node, 'axis', output.shape.length) },
    );
  },
  Pack: (node, to) => {
    const [output] = node.outputs;
    const axis = axisIn(node, 'axis', output.shape.length);
    const parts = operandsOf(node).map((operand, at) =>
      to.add('Unsqueeze', [to.operand(operand), to.integers([axis])], `${output.name}/part${at}`),
    );
    to.add('Concat', parts, output.name, { axis });
  },
  SplitV: (node, to) => {
    const x = operandOf(node);
    const { axis, sizes } = splitIn(node);
    to.addSeveral({
      type: 'Split',
      name: node.name,
      inputs: [to.operand(x), to.integers(sizes)],
      outputs: node.outputs.map(({ name }) => name),
      attributes: { axis },
    });
  },
  Slice: (node, to) => {
    const x = operandOf(node);
    const shape = shapeOf(x);
    const parts = sliceIn(node)
      .map((part, axis) => ({ ...part, axis }))
      .filter(({ begin, size, axis }) => size !== -1 && !(begin === 0 && size === shape[axis]));
    if (parts.length === 0) {
      to.add('Identity', [to.operand(x)], node.outputs[0].name);
      return;
    }
    const sides = [
      parts.map(({ begin }) => begin),
      parts.map(({ begin, size }) => begin + size),
      parts.map(({ axis }) => axis),
    ];
    to.add('Slice', [to.operand(x), ...sides.map((side) => to.integers(side))], node.outputs[0].name);
  },
  PadV2: (node, to) => {
    const paddings = paddingsIn(node);
    const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
    const inputs = [to.operand(operandOf(node)), to.integers(pads), to.scalar(numberIn(node, 'constantValue'))];
    to.add('Pad', inputs, node.outputs[0].name);
  },
  Tile: (node, to) => {
    to.add('Tile', [to.operand(operandOf(node)), to.integers(timesIn(node))], node.outputs[0].name);
  },
  GatherV2: (node, to) => {
    const [x, indices] = operandsOf(node);
    to.add('Gather', [to.operand(x), to.operand(indices)], node.outputs[0].name, { axis: pickedIn(node) });
  },
  Cast: (node, to) => {
    const [output] = node.outputs;
    to.add('Cast', [to.operand(operandOf(node))], output.name, { to: elementTypes[output.type] });
  },
  NotEqual: (node, to) => {
    const [output] = node.outputs;
    to.add('Not', [to.add('Equal', met(node, to), `${output.name}/equal`)], output.name);
  },
  Square: (node, to) => {
    const x = to.operand(operandOf(node));
    to.add('Mul', [x, x], node.outputs[0].name);
  },
  Rsqrt: (node, to) => {
    const [output] = node.outputs;
    const root = to.add('Sqrt', [to.operand(operandOf(node))], `${output.name}/root`);
    to.add('Reciprocal', [root], output.name);
  },
};

/** @throws LabError `unsupported` for a kernel without a counterpart */
export const writeNode = nodeWriter<OnnxBuilder>({
  unary: sameEverywhere,
  binary,
  writeUnary: (operator, node, to) => {
    const x = operandOf(node);
    if (to.isPicture(x)) to.addPicture(operator, [to.picture(x)], node.outputs[0]);
    else to.add(operator, [to.operand(x)], node.outputs[0].name);
  },
  writeBinary: (operator, node, to) => {
    const pictures = metAsPictures(node, to);
    if (pictures === null) to.add(operator, met(node, to), node.outputs[0].name);
    else to.addPicture(operator, pictures, node.outputs[0]);
  },
  others,
});

function met(node: GraphNode, to: OnnxBuilder): readonly string[] {
  const [a, b] = operandsOf(node);
  return [to.operand(a, b), to.operand(b, a)];
}

/** Two pictures of one size, or a picture and one number for each channel or all; null for anything else. */
function metAsPictures(node: GraphNode, to: OnnxBuilder): readonly string[] | null {
  const operands = operandsOf(node);
  if (!operands.some((operand) => to.isPicture(operand))) return null;
  const size = JSON.stringify(node.outputs[0].shape);
  const named = operands.map((operand) => {
    if (to.isPicture(operand)) return JSON.stringify(shapeOf(operand)) === size ? to.picture(operand) : null;
    if (operand.kind !== 'constant' || operand.repeated !== null || operand.constant.shape.length > 1) return null;
    return to.constant(operand.constant, operand.constant.shape.length === 0 ? 'own' : 'channels');
  });
  const there = named.filter((name) => name !== null);
  return there.length === named.length ? there : null;
}

function reduced(type: string, axes: string, node: GraphNode, to: OnnxBuilder): void {
  to.add(type, [to.operand(operandOf(node))], node.outputs[0].name, {
    axes: axesIn(node, axes),
    keepdims: Number(isTrue(node, 'keepDims')),
  });
}

function lastTwo(rank: number): readonly number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return [...axes.slice(0, -2), rank - 1, rank - 2];
}

/** Padding of a picture, spelt out: above, left, below, right. */
function padsOf(node: GraphNode, shape: ReturnType<typeof shapeOf>, filter: readonly number[]): readonly number[] {
  const [, height, width, channels] = shape.map((size) => (isOfSamples(size) ? 1 : size));
  const { padInfo } = tf.backend_util.computeConv2DInfo(
    [1, height, width, channels],
    [filter[0], filter[1], channels, filter[3]],
    numbersIn(node, 'strides', 2) as [number, number],
    node.attributes.dilations === undefined ? 1 : (numbersIn(node, 'dilations', 2) as [number, number]),
    node.attributes.pad as 'same' | 'valid' | number,
  );
  const { top, left, bottom, right } = padInfo;
  return [top, left, bottom, right];
}
