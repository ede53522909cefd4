import type { Differentiability, GraphNode } from '../../../shared/imported/graph-node';
import type { PredictorSignature } from '../../../shared/imported/signature';
import { toldNodes } from '../told-nodes';
import { NoForm, readNodes } from './nodes';
import { MessageFault } from './protobuf';
import { tensorsOf } from './readings';

/** What is told of a graph to whoever chooses its embedding. */
export interface OnnxOutline {
  readonly nodes: readonly GraphNode[];
  readonly differentiable: Differentiability;
}

/** Nothing of it is run. The first output is taken for the one that is asked. */
export function onnxOutline(bytes: Uint8Array, signature: PredictorSignature): OnnxOutline {
  const inputs = signature.inputs.map(({ name }) => name);
  const output = signature.outputs[0].name;
  try {
    const graph = readNodes(bytes, inputs, output);
    // A file may state no sizes, or wrong ones: whoever computes them says which of these are z's.
    const nodes = toldNodes(tensorsOf(graph), { inputs, output, isSized: () => true });
    return { nodes, differentiable: { possible: true, reason: null } };
  } catch (error) {
    if (!(error instanceof NoForm || error instanceof MessageFault)) throw error;
    return { nodes: [], differentiable: { possible: false, reason: error.message } };
  }
}
