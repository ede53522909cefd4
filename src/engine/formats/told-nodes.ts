import { mostNodes, type GraphNode } from '../../shared/imported/graph-node';
import type { Sizes } from './embedding-sizes';
import { cutsOf, dependents, type Reading } from './graph-paths';

/** A tensor of a graph as it is told of. */
export interface Tellable extends Reading {
  readonly operator: string;
  readonly shape: Sizes;
}

export interface Telling<Tensor extends Tellable> {
  readonly inputs: readonly string[];
  /** The one that is asked for. */
  readonly output: string;
  /** Whether it holds what z holds, wherever it lies. */
  readonly isSized: (tensor: Tensor) => boolean;
}

/** As `GraphNode` has them. */
const LONGEST_NAME = 200;
const LONGEST_OPERATOR = 80;
const MOST_AXES = 16;

/**
 * What samples change, in the order of the graph, inputs left out; of more than `mostNodes` those that can be z, the last
 * of them.
 */
export function toldNodes<Tensor extends Tellable>(
  tensors: readonly Tensor[],
  { inputs, output, isSized }: Telling<Tensor>,
): readonly GraphNode[] {
  const cuts = new Set(cutsOf(tensors, inputs, output));
  const given = new Set(inputs);
  const changing = dependents(tensors, inputs);
  const told = tensors.flatMap((tensor): readonly GraphNode[] => {
    const { name, operator, shape } = tensor;
    if (given.has(name) || !changing.has(name) || name.length > LONGEST_NAME) return [];
    return [
      {
        name,
        operator: operator.slice(0, LONGEST_OPERATOR),
        shape: shape === null || shape.length > MOST_AXES ? null : [...shape],
        isCut: cuts.has(name) && isSized(tensor),
      },
    ];
  });
  const few = told.length <= mostNodes ? told : told.filter(({ isCut }) => isCut);
  return few.slice(-mostNodes);
}
