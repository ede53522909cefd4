import { z } from 'zod';
import { ModelSpec } from '../models/model-spec';

export const CurvePoint = z.strictObject({
  epoch: z.int().min(0),
  step: z.int().min(0),
  trainLoss: z.number(),
  trainAccuracy: z.number(),
  validationLoss: z.number(),
  validationAccuracy: z.number(),
  /** By modality, the share of validation samples that its own answer is right of; absent where it has none. */
  ownAccuracy: z.record(z.string(), z.number()).optional(),
  /** By `image · text`, the shares of validation samples that both are right of, the first alone, the second alone, neither. */
  pairs: z.record(z.string(), z.array(z.number()).length(4)).optional(),
  /**
   * Of alternating training, by modality: how far the steps of the others moved its logits in this epoch, as the root of
   * their mean square over the validation samples, less their mean over the classes, over that of the logits themselves.
   */
  drift: z.record(z.string(), z.number().min(0)).optional(),
});
export type CurvePoint = z.infer<typeof CurvePoint>;

/** The learning curve of a model that is being trained, so far. */
export const TrainingProgress = z.strictObject({ model: z.string(), curve: z.array(CurvePoint) });
export type TrainingProgress = z.infer<typeof TrainingProgress>;

/** A training that was begun and is not done. */
export const UnfinishedModel = z.strictObject({
  model: z.string(),
  title: z.string(),
  spec: ModelSpec,
  /** Is there a checkpoint to go on from? */
  checkpoint: z.boolean(),
  /** As far as the live engine knows it. */
  curve: z.array(CurvePoint),
});
export type UnfinishedModel = z.infer<typeof UnfinishedModel>;
