import { z } from 'zod';

/** A tensor inside a model's graph, by the node that makes it. */
export const GraphNode = z.strictObject({
  name: z.string().min(1).max(200),
  /** `Gemm`, `Relu`, … */
  operator: z.string().max(80),
  /** As `PredictorTensor`; null: not known. */
  shape: z
    .array(z.union([z.int().min(0), z.string().max(200), z.null()]))
    .max(16)
    .nullable(),
  /** Every path from the inputs to the output passes it, so that it can be taken for the fused embedding. */
  isCut: z.boolean(),
});
export type GraphNode = z.infer<typeof GraphNode>;

/** Whether the lab knows all that a graph does. */
export const Differentiability = z.strictObject({
  possible: z.boolean(),
  /** A clause after "the model": why not; null where it is. */
  reason: z.string().nullable(),
});
export type Differentiability = z.infer<typeof Differentiability>;

/** Nodes that are told of a graph, at most. */
export const mostNodes = 400;
