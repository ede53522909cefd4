import type { Reading } from '../graph-paths';
import type { Tellable } from '../told-nodes';
import type { OnnxNode, OnnxNodes } from './nodes';

/** Operators whose output tells sizes, which no number of a sample changes. */
const ofSizes: ReadonlySet<string> = new Set(['Shape', 'Size']);

/** What the nodes of a graph make, each output by itself. */
export function readingsOf(nodes: readonly OnnxNode[]): readonly (Reading & { readonly operator: string })[] {
  return nodes.flatMap(({ operator, inputs, outputs }) => {
    const reads = ofSizes.has(operator) ? [] : inputs.filter((name) => name !== '');
    return outputs.filter((name) => name !== '').map((name) => ({ name, operator, reads }));
  });
}

/** The same with the sizes that the file states. */
export function tensorsOf({ nodes, shapes }: Pick<OnnxNodes, 'nodes' | 'shapes'>): readonly Tellable[] {
  return readingsOf(nodes).map((own) => ({ ...own, shape: shapes.get(own.name) ?? null }));
}
