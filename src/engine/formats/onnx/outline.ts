import { mostNodes, type Differentiability, type GraphNode } from '../../../shared/imported/graph-node';
import type { PredictorSignature } from '../../../shared/imported/signature';
import { cutsOf, dependents } from './cuts';
import { NoForm, readNodes, type OnnxNodes } from './nodes';
import { MessageFault } from './protobuf';

/** What is told of a graph to whoever chooses its embedding. */
export interface OnnxOutline {
  readonly nodes: readonly GraphNode[];
  readonly differentiable: Differentiability;
}

const LONGEST_NAME = 200;

/** Nothing of it is run. The first output is taken for the one that is asked. */
export function onnxOutline(bytes: Uint8Array, signature: PredictorSignature): OnnxOutline {
  const inputs = signature.inputs.map(({ name }) => name);
  const output = signature.outputs[0].name;
  try {
    const graph = readNodes(bytes, inputs, output);
    return { nodes: nodesOf(graph, inputs, output), differentiable: { possible: true, reason: null } };
  } catch (error) {
    if (!(error instanceof NoForm || error instanceof MessageFault)) throw error;
    return { nodes: [], differentiable: { possible: false, reason: error.message } };
  }
}

/** Those that samples change; of more than are told, those that can be the embedding, the last of them. */
function nodesOf(graph: OnnxNodes, inputs: readonly string[], output: string): readonly GraphNode[] {
  const cuts = new Set(cutsOf(graph, inputs, output));
  const changing = dependents(graph.nodes, inputs);
  const told = graph.nodes.flatMap(({ operator, outputs }) =>
    outputs.flatMap((name): readonly GraphNode[] =>
      changing.has(name) && name.length <= LONGEST_NAME
        ? [{ name, operator, shape: shapeOf(graph, name), isCut: cuts.has(name) }]
        : [],
    ),
  );
  const few = told.length <= mostNodes ? told : told.filter(({ isCut }) => isCut);
  return few.slice(-mostNodes);
}

const MOST_AXES = 16;

function shapeOf({ shapes }: OnnxNodes, name: string): GraphNode['shape'] {
  const own = shapes.get(name);
  return own === undefined || own.length > MOST_AXES ? null : [...own];
}
