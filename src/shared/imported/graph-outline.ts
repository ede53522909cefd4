import type { Differentiability, GraphNode } from './graph-node';
import type { PredictorSignature } from './signature';

/** What a graph that the lab computes says of itself. */
export interface GraphOutline {
  readonly signature: PredictorSignature;
  readonly parameters: number;
  readonly nodes: readonly GraphNode[];
  readonly differentiable: Differentiability;
}
