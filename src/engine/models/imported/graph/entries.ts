import type { OnnxNode, OnnxNodes } from '../../../predictors/onnx/nodes';
import type { GraphTensor } from '../../../predictors/onnx/tensor';

/** Where the numbers of a text's tokens become vectors. */
export interface Entry {
  /** Name of the tensor that holds the vectors [N, T, D]. */
  readonly vectors: string;
  /** [V, D]. */
  readonly table: GraphTensor;
}
/** By input that holds numbers of tokens. */
export type Entries = Readonly<Record<string, Entry>>;

/** What hands numbers of tokens on as they are. */
const passing: ReadonlySet<string> = new Set(['Cast', 'Identity', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze']);
/** What hands vectors on as they are. */
const shaping: ReadonlySet<string> = new Set(['Identity', 'Reshape']);

/**
 * Of texts whose tokens the graph looks up in one table, where gradients can begin: it does nothing else with their numbers but
 * ask which of them are padding. Whether the vectors lie one a place is left to whoever knows their sizes.
 *
 * @param texts by input that is given numbers of tokens: the one that fills them up
 */
export function entriesOf(graph: OnnxNodes, texts: Readonly<Record<string, { readonly padding: number }>>): Entries {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([input, { padding }]): readonly (readonly [string, Entry])[] => {
      const tokens = new Set([input]);
      const found: Entry[] = [];
      for (const node of graph.nodes) {
        const at = node.inputs.findIndex((name) => tokens.has(name));
        if (at < 0 || node.operator === 'Shape' || (at === 0 && asksForPadding(node, 1, padding, graph))) continue;
        if (at === 1 && asksForPadding(node, 0, padding, graph)) continue;
        if (at === 0 && passing.has(node.operator)) {
          node.outputs.forEach((name) => tokens.add(name));
          continue;
        }
        const table = graph.weights.get(node.inputs[0]);
        const isLookup =
          node.operator === 'Gather' &&
          node.attributes.integer('axis', 0) === 0 &&
          table?.kind === 'float' &&
          table.shape.length === 2;
        if (!isLookup) return [];
        found.push({ vectors: shaped(node.outputs[0], graph.nodes), table });
      }
      return found.length === 1 ? [[input, found[0]]] : [];
    }),
  );
}

/** Is it told that places hold padding, or none, and nothing else? */
function asksForPadding({ operator, inputs }: OnnxNode, other: 0 | 1, padding: number, graph: OnnxNodes): boolean {
  const asked = numberOf(inputs[other], graph);
  if (operator === 'Equal') return asked === padding;
  // Above a padding of 0 lies every other token.
  return padding === 0 && asked === 0 && operator === (other === 1 ? 'Greater' : 'Less');
}

/** One number that is part of the graph. */
function numberOf(name: string, { nodes, weights }: OnnxNodes): number | null {
  const constant = nodes.find(({ operator, outputs }) => operator === 'Constant' && outputs[0] === name);
  const held = weights.get(name) ?? constant?.attributes.tensor('value') ?? null;
  if (held !== null) return held.numbers.length === 1 ? held.numbers[0] : null;
  const whole = constant?.attributes.integers('value_int');
  return whole?.length === 1 ? whole[0] : null;
}

/** Behind what only gives vectors their places. */
function shaped(vectors: string, nodes: readonly OnnxNode[]): string {
  const readers = nodes.filter(({ inputs }) => inputs.includes(vectors));
  const [only] = readers;
  return readers.length === 1 && shaping.has(only.operator) ? shaped(only.outputs[0], nodes) : vectors;
}
