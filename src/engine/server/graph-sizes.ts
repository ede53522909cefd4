import { LabError } from '../../shared/errors';
import type { GraphNode } from '../../shared/imported/graph-node';
import { fixedBatch } from '../../shared/imported/signature';
import { unlessAborted } from '../../shared/unless-aborted';
import { canBeZ, mayBeZ } from '../formats/embedding-sizes';
import type { ReadSource } from '../lab/read-source';
import { runCancellable } from '../study/cancellable-job';
import type { EngineContext, RequestContext } from './context';

/** Larger graphs are not computed only to tell sizes. */
const MOST_BYTES = 64 << 20;
const MOST_AXES = 16;

type Sizes = Readonly<Record<string, readonly (number | null)[]>>;

/**
 * The nodes of an ONNX graph with the sizes that they have, whatever its file states of them: what turns out to hold no part for
 * each sample cannot be the embedding. Where they are not computed, those that the file states.
 */
export async function withSizes(
  read: ReadSource,
  engine: Pick<EngineContext, 'devices'>,
  request: Pick<RequestContext, 'signal' | 'onWarning'>,
): Promise<readonly GraphNode[]> {
  const { source, graph, signature, nodes, differentiable } = read;
  if (source.kind !== 'onnx' || graph === null || !differentiable.possible) return nodes;
  const sizes = graph.byteLength > MOST_BYTES ? {} : await computed({ graph, signature }, engine, request);
  const fixed = fixedBatch(signature);
  return nodes.map((node) => {
    const own = Object.hasOwn(sizes, node.name) ? sizes[node.name] : null;
    if (own === null || own.length > MOST_AXES) return { ...node, isCut: node.isCut && mayBeZ(node.shape, fixed) };
    return { ...node, shape: [...own], isCut: node.isCut && canBeZ(own, fixed) };
  });
}

async function computed(
  of: { readonly graph: Uint8Array; readonly signature: ReadSource['signature'] },
  { devices }: Pick<EngineContext, 'devices'>,
  { signal, onWarning }: Pick<RequestContext, 'signal' | 'onWarning'>,
): Promise<Sizes> {
  const pool = await unlessAborted(devices.interactive(onWarning), signal);
  try {
    return (await runCancellable(pool, { kind: 'graph-sizes', ...of } as const, { signal })).sizes;
  } catch (error) {
    // What cannot be computed is told when it is imported; here sizes are left out.
    if (error instanceof LabError && error.code === 'unsupported') return {};
    throw error;
  }
}
