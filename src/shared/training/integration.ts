import { z } from 'zod';

/** By modality, one number for each pair of classes, the label's first. */
const byPair = z.record(z.string(), z.array(z.array(z.number().min(0))));
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
  /**
   * Of one linear head over all modalities, which bound B1 is for; absent where every modality has its classes at right
   * angles, and of older models.
   */
  joint: z
    .strictObject({
      /** c = ‖W_y − W_j‖₂: what a unit of a modality's margin counts. */
      factors: byPair,
      /** τ: the largest slope of the margin ζ that was seen, an estimate as `slopes` is. */
      slopes: byPair,
    })
    .optional(),
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
