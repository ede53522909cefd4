import type { OnnxModel, OnnxValue } from '../../formats/onnx/write';
import { isOfSamples, type GraphTensor, type ModelGraph } from '../graph';
import { OnnxBuilder } from './builder';
import { writeNode } from './nodes';

/** Name of the first size of every input and output. */
const SAMPLES = 'samples';

/**
 * A graph in ONNX's terms: weights keep their names, numbers of words are int64.
 *
 * @throws LabError `unsupported` for a kernel that ONNX has no counterpart of
 */
export function onnxModel({
  inputs,
  nodes,
  logits,
}: ModelGraph): Pick<OnnxModel, 'inputs' | 'outputs' | 'nodes' | 'weights'> {
  const builder = new OnnxBuilder(inputs);
  for (const node of nodes) writeNode(node, builder);
  builder.operand({ kind: 'tensor', tensor: logits });
  return {
    inputs: inputs.map(valueOf),
    outputs: [valueOf(logits)],
    nodes: builder.nodes,
    weights: [...builder.weights.values()],
  };
}

function valueOf({ name, type, shape }: GraphTensor): OnnxValue {
  return {
    name,
    type: type === 'int32' ? 'int64' : 'float32',
    shape: shape.map((size) => (isOfSamples(size) ? SAMPLES : size)),
  };
}
