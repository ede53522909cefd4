import type { OnnxNode, OnnxNodes } from './nodes';

/** Operators whose output tells sizes, which no number of a sample changes. */
const ofSizes: ReadonlySet<string> = new Set(['Shape', 'Size']);

/**
 * Tensors that every path from the inputs to the output passes, in the order of the graph; the output itself and the
 * inputs are left out. What depends on sizes alone lies on no path.
 *
 * In an order in which a graph can be computed these are the tensors that no other one made before is read behind: one that
 * is would come round it.
 */
export function cutsOf(
  { nodes }: Pick<OnnxNodes, 'nodes'>,
  inputs: readonly string[],
  output: string,
): readonly string[] {
  const onPath = pathsOf(nodes, inputs, output);
  const own = nodes.filter(({ outputs }) => outputs.some((name) => onPath.has(name)));
  const lastRead = new Map<string, number>();
  own.forEach((node, at) => {
    for (const name of node.inputs) lastRead.set(name, at);
  });
  // The furthest reader of what was made so far, and of all but the one that reaches furthest.
  let furthest = { name: '', at: -1 };
  let second = -1;
  const reach = (name: string): void => {
    if (!onPath.has(name)) return;
    const at = name === output ? own.length : (lastRead.get(name) ?? -1);
    if (at > furthest.at) {
      second = furthest.at;
      furthest = { name, at };
    } else second = Math.max(second, at);
  };
  inputs.forEach(reach);
  return own.flatMap(({ outputs }, at) => {
    outputs.forEach(reach);
    return outputs.filter((name) => {
      const others = furthest.name === name ? second : furthest.at;
      return name !== output && onPath.has(name) && others <= at;
    });
  });
}

/** Tensors that depend on an input and that the output depends on. */
export function pathsOf(nodes: readonly OnnxNode[], inputs: readonly string[], output: string): ReadonlySet<string> {
  const given = dependents(nodes, inputs);
  const needed = new Set([output]);
  for (const node of [...nodes].reverse()) {
    if (ofSizes.has(node.operator) || !node.outputs.some((name) => needed.has(name))) continue;
    for (const name of node.inputs) needed.add(name);
  }
  return new Set([...needed].filter((name) => given.has(name)));
}

/** These tensors and all that their numbers change. */
export function dependents(nodes: readonly OnnxNode[], from: readonly string[]): ReadonlySet<string> {
  const found = new Set(from);
  for (const node of nodes) {
    if (ofSizes.has(node.operator) || !node.inputs.some((name) => found.has(name))) continue;
    for (const name of node.outputs) if (name !== '') found.add(name);
  }
  return found;
}
