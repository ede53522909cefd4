import { LabError } from '../../shared/errors';
import type { Differentiability } from '../../shared/imported/graph-node';
import type { ModelMap } from '../../shared/imported/model-map';
import { fixedBatch } from '../../shared/imported/signature';
import { canBeZ, holdsNoPart } from '../formats/embedding-sizes';
import { cutsOf } from '../formats/graph-paths';
import { NoForm, readNodes } from '../formats/onnx/nodes';
import { MessageFault } from '../formats/onnx/protobuf';
import { readingsOf } from '../formats/onnx/readings';
import type { ReadSource } from './read-source';

/**
 * Whether there may be a form of it that gradients pass, or why there is none.
 *
 * @throws LabError `invalid` for an embedding that cannot be one; `unsupported` for one of a model that has no such form
 */
export function formOf(
  {
    source,
    graph,
    signature,
    nodes: told,
    differentiable,
  }: Pick<ReadSource, 'graph' | 'signature' | 'nodes' | 'differentiable'> & {
    readonly source: { readonly kind: string };
  },
  map: ModelMap,
): Differentiability {
  const { embedding, output, gradients } = map;
  if (gradients === 'never') {
    if (embedding === null) return { possible: false, reason: 'is asked as it is, as its map wants it' };
    throw embeddingFault(embedding, 'is not to be computed here ("gradients": "never")');
  }
  if (graph === null || (source.kind === 'tfjs' && !differentiable.possible)) {
    if (embedding === null) return differentiable;
    throw embeddingFault(embedding, differentiable.reason ?? 'tells none');
  }
  if (source.kind === 'tfjs') {
    const cuts = told.flatMap(({ name, isCut }) => (isCut ? [name] : []));
    const own = told.find(({ name }) => name === embedding);
    if (embedding !== null && own !== undefined && !canBeZ(own.shape, fixedBatch(signature))) {
      throw holdsNoPart(embedding);
    }
    if (embedding !== null) checkCut(embedding, cuts, own !== undefined);
    return { possible: true, reason: null };
  }
  const inputs = signature.inputs.map(({ name }) => name);
  try {
    const tensors = readingsOf(readNodes(graph, inputs, output.name).nodes);
    const isThere = tensors.some(({ name }) => name === embedding);
    if (embedding !== null) checkCut(embedding, cutsOf(tensors, inputs, output.name), isThere);
    return { possible: true, reason: null };
  } catch (error) {
    if (!(error instanceof NoForm || error instanceof MessageFault)) throw error;
    if (embedding !== null) throw embeddingFault(embedding, error.message);
    return { possible: false, reason: error.message };
  }
}

function checkCut(embedding: string, cuts: readonly string[], isThere: boolean): void {
  if (cuts.includes(embedding)) return;
  const some = cuts.slice(-3).map((name) => `"${name}"`);
  throw new LabError(
    'invalid',
    isThere
      ? `is "${embedding}", which not every path from the inputs to the output passes.`
      : `is "${embedding}", which is no tensor of the graph.`,
    {
      where: 'map.embedding',
      remedy: some.length === 0 ? 'Give null.' : `Give null, or one that they pass, such as ${some.join(', ')}.`,
    },
  );
}

function embeddingFault(embedding: string, reason: string): LabError {
  return new LabError('unsupported', `is "${embedding}", but the model ${reason}: it gives labels and scores only.`, {
    where: 'map.embedding',
    remedy: 'Give null.',
  });
}
