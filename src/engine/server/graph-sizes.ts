import { LabError } from '../../shared/errors';
import type { GraphNode } from '../../shared/imported/graph-node';
import { fixedBatch } from '../../shared/imported/signature';
import { unlessAborted } from '../../shared/unless-aborted';
import type { ReadSource } from '../lab/read-source';
import { runCancellable } from '../study/cancellable-job';
import type { EngineContext, RequestContext } from './context';

/** Larger graphs are not computed only to tell sizes. */
const MOST_BYTES = 64 << 20;
const MOST_AXES = 16;

/**
 * The nodes of an ONNX graph with the sizes that its file does not state. What then turns out to hold no part for each sample
 * cannot be the embedding.
 */
export async function withSizes(
  { source, graph, signature, nodes, differentiable }: ReadSource,
  { devices }: Pick<EngineContext, 'devices'>,
  { signal, onWarning }: Pick<RequestContext, 'signal' | 'onWarning'>,
): Promise<readonly GraphNode[]> {
  const isKnown = nodes.every(({ shape }) => shape !== null);
  if (
    source.kind !== 'onnx' ||
    graph === null ||
    !differentiable.possible ||
    isKnown ||
    graph.byteLength > MOST_BYTES
  ) {
    return nodes;
  }
  const pool = await unlessAborted(devices.interactive(onWarning), signal);
  try {
    const { sizes } = await runCancellable(pool, { kind: 'graph-sizes', graph, signature } as const, { signal });
    const each = fixedBatch(signature);
    return nodes.map((node) => {
      if (!Object.hasOwn(sizes, node.name) || sizes[node.name].length > MOST_AXES) return node;
      const shape = sizes[node.name];
      const [samples, ...others] = shape;
      const holdsEach = others.length > 0 && others.every((size) => size !== null) && samples === each;
      return { ...node, shape: node.shape ?? [...shape], isCut: node.isCut && holdsEach };
    });
  } catch (error) {
    // What cannot be computed is told when it is imported; here sizes are left out.
    if (error instanceof LabError && error.code === 'unsupported') return nodes;
    throw error;
  }
}
