import { z } from 'zod';

const byModality = z.record(z.string(), z.array(z.number()));

/**
 * How a trained model whose logits are sums over its modalities weighs them: h_k = Σ_m a_k^(m) s_k^(m) + b_k. By modality,
 * one number for each class.
 */
export const Integration = z.strictObject({
  /** a_k^(m). */
  weights: byModality,
  /** b_k. */
  biases: z.array(z.number()),
  /** τ_k^(m): the largest ‖∂s_k^(m)/∂x^(m)‖₂ that was seen. An estimate from below of how fast s_k can change. */
  slopes: byModality,
  /** Training samples that the slopes are the largest of. */
  samples: z.int().min(1),
  /**
   * How far all s^(m) of a modality together can move per unit of l2 of it, proven from its weights; null where no proof is
   * known, as of attention.
   */
  bounds: z.record(z.string(), z.number().min(0).nullable()),
  /** The second step of training, and what it did to the mean estimated radius over the training samples. */
  secondStep: z
    .strictObject({
      /** Passes over the training samples. */
      epochs: z.int().min(1),
      /** The one after which the mean radius was largest; 0 where none made it larger. */
      best: z.int().min(0),
      before: z.number(),
      after: z.number(),
    })
    .nullable(),
});
export type Integration = z.infer<typeof Integration>;
