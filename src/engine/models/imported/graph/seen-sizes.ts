import * as tf from '@tensorflow/tfjs-core';
import { fixedBatch, type PredictorSignature, type PredictorTensor } from '../../../../shared/imported/signature';
import { formNodes } from '../../../formats/onnx/form-nodes';
import { RunningGraph } from './run';
import { valueOf } from './value';

/** Sizes of tensors by their names; null where they follow from the number of samples. */
export type SeenSizes = Readonly<Record<string, readonly (number | null)[]>>;

/**
 * Sizes that a file need not state, found by computing zeros once or twice. None of a graph with other sizes that it leaves open.
 *
 * @param bytes of an ONNX file
 * @throws LabError `unsupported` for a graph that cannot be computed
 */
export function seenSizes(bytes: Uint8Array, signature: PredictorSignature): SeenSizes {
  const { inputs, outputs } = signature;
  const isOpen = inputs.some(
    ({ shape }) => shape.length === 0 || shape.slice(1).some((size) => typeof size !== 'number'),
  );
  if (isOpen) return {};
  const names = inputs.map(({ name }) => name);
  const [{ name: output }] = outputs;
  const graph = new RunningGraph(formNodes(bytes, signature, output, 'graph'), names);
  try {
    const fixed = fixedBatch(signature);
    const [first, second = first] = (fixed === null ? [1, 2] : [fixed]).map((samples) =>
      shapesWith(graph, inputs, output, samples),
    );
    return Object.fromEntries(
      [...first].map(([name, shape]) => {
        const other = second.get(name) ?? [];
        return [name, shape.map((size, axis) => (other.length === shape.length && other[axis] === size ? size : null))];
      }),
    );
  } finally {
    graph.dispose();
  }
}

function shapesWith(
  graph: RunningGraph,
  inputs: readonly PredictorTensor[],
  output: string,
  samples: number,
): ReadonlyMap<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  tf.tidy(() => {
    const given = new Map(inputs.map((input) => [input.name, valueOf(zeros(input, samples))]));
    for (const [name, { shape }] of graph.run(given, [output], samples)) shapes.set(name, shape);
  });
  return shapes;
}

function zeros({ type, shape }: PredictorTensor, samples: number): tf.Tensor {
  const sizes = [samples, ...shape.slice(1).map(Number)];
  if (type === 'bool') return tf.zeros(sizes, 'bool');
  return tf.zeros(sizes, type.startsWith('float') ? 'float32' : 'int32');
}
