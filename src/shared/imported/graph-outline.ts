import type { Differentiability, GraphNode } from './graph-node';
import type { PredictorSignature } from './signature';

/** What a graph that the lab computes says of itself. */
export interface GraphOutline {
  readonly signature: PredictorSignature;
  readonly parameters: number;
  readonly nodes: readonly GraphNode[];
  readonly differentiable: Differentiability;
  /** Inputs of numbers of tokens whose embedding space is known; `masksZero`: the number 0 stands for no token. */
  readonly lookups: readonly { readonly input: string; readonly masksZero: boolean }[];
}
