import { LabError } from '../../shared/errors';
import type { Differentiability } from '../../shared/imported/graph-node';
import type { ModelMap } from '../../shared/imported/model-map';
import type { PredictorSignature } from '../../shared/imported/signature';
import { cutsOf } from '../formats/onnx/cuts';
import { formNodes } from '../formats/onnx/form-nodes';
import type { OnnxNodes } from '../formats/onnx/nodes';
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
    const isThere = told.some(({ name }) => name === embedding);
    if (embedding !== null) checkCut(embedding, cuts, isThere);
    return { possible: true, reason: null };
  }
  try {
    const nodes = formNodes(graph, signature, output.name, 'model');
    if (embedding !== null) checkEmbedding(embedding, nodes, signature, map);
    return { possible: true, reason: null };
  } catch (error) {
    if (!(error instanceof LabError) || error.code === 'invalid' || embedding !== null) throw error;
    return { possible: false, reason: error.message.replace(/^has no form that gradients pass: it (.*)\.$/u, '$1') };
  }
}

function checkEmbedding(embedding: string, nodes: OnnxNodes, { inputs }: PredictorSignature, map: ModelMap): void {
  const cuts = cutsOf(
    nodes,
    inputs.map(({ name }) => name),
    map.output.name,
  );
  checkCut(
    embedding,
    cuts,
    nodes.nodes.some(({ outputs }) => outputs.includes(embedding)),
  );
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
