import type { OnnxNodes } from '../../../predictors/onnx/nodes';
import type { GraphTensor } from '../../../predictors/onnx/tensor';

/** Where the numbers of a text's tokens become vectors. */
export interface Entry {
  /** Name of the tensor that holds the vectors [N, T, D]. */
  readonly vectors: string;
  /** [V, D]. */
  readonly table: GraphTensor;
}
export type Entries = Readonly<Record<string, Entry>>;

/** What hands numbers of tokens on as they are. */
const passing: ReadonlySet<string> = new Set(['Cast', 'Identity']);

/** Of texts whose tokens the graph looks up in one table, and does nothing else with: there gradients can begin. */
export function entriesOf(
  { nodes, weights }: OnnxNodes,
  inputs: Readonly<Record<string, readonly string[]>>,
  texts: readonly string[],
): Entries {
  return Object.fromEntries(
    texts.flatMap((id): readonly (readonly [string, Entry])[] => {
      const tokens = new Set(inputs[id].slice(0, 1));
      const found: Entry[] = [];
      for (const node of nodes) {
        if (!node.inputs.some((name) => tokens.has(name)) || node.operator === 'Shape') continue;
        if (passing.has(node.operator)) {
          node.outputs.forEach((name) => tokens.add(name));
          continue;
        }
        const table = weights.get(node.inputs[0]);
        const isLookup =
          node.operator === 'Gather' &&
          node.attributes.integer('axis', 0) === 0 &&
          table?.kind === 'float' &&
          table.shape.length === 2;
        if (!isLookup) return [];
        found.push({ vectors: node.outputs[0], table });
      }
      return found.length === 1 ? [[id, found[0]]] : [];
    }),
  );
}
