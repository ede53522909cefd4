import type { Tellable } from '../told-nodes';
import type { OnnxNodes } from './nodes';

/** Operators whose output tells sizes, which no number of a sample changes. */
const ofSizes: ReadonlySet<string> = new Set(['Shape', 'Size']);

/** What the nodes of a graph make, with the sizes that its file states. */
export function tensorsOf({ nodes, shapes }: Pick<OnnxNodes, 'nodes' | 'shapes'>): readonly Tellable[] {
  return nodes.flatMap(({ operator, inputs, outputs }) => {
    const reads = ofSizes.has(operator) ? [] : inputs.filter((name) => name !== '');
    return outputs
      .filter((name) => name !== '')
      .map((name) => ({ name, operator, reads, shape: shapes.get(name) ?? null }));
  });
}
