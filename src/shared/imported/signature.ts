import { z } from 'zod';

/** Numbers that a model of other makers reads; those that it answers with are `float32` or `float64`. */
export const TensorType = z.enum(['float32', 'float64', 'int32', 'int64', 'uint8']);
export type TensorType = z.infer<typeof TensorType>;

/** An input or output of a model that was made elsewhere. */
export const PredictorTensor = z.strictObject({
  name: z.string().min(1).max(200),
  /** As the model has it: one of `TensorType`, or another that the lab cannot give. */
  type: z.string().max(40),
  /** Sizes; a name or null where any will do. The first is of samples. */
  shape: z.array(z.union([z.int().min(0), z.string().max(200), z.null()])).max(16),
});
export type PredictorTensor = z.infer<typeof PredictorTensor>;

/** What goes into a model and what comes out, as the model itself says. */
export const PredictorSignature = z.strictObject({
  inputs: z.array(PredictorTensor).min(1).max(64),
  outputs: z.array(PredictorTensor).min(1).max(64),
});
export type PredictorSignature = z.infer<typeof PredictorSignature>;

/** `float32 [batch, 3, 32, 32]`. */
export function tensorText({ type, shape }: PredictorTensor): string {
  return `${type} [${shape.map((size) => (size === null ? '?' : String(size))).join(', ')}]`;
}

/** How many samples such a model takes at once; null: any number. */
export function fixedBatch({ inputs }: PredictorSignature): number | null {
  const sizes = inputs.map(({ shape }) => shape[0]).filter((size) => typeof size === 'number' && size > 0);
  return sizes.length === 0 ? null : (sizes[0] as number);
}
