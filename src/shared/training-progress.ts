import { z } from 'zod';
import { ModelSpec } from './model-spec';

export const CurvePoint = z.strictObject({
  epoch: z.int().min(0),
  step: z.int().min(0),
  trainLoss: z.number(),
  trainAccuracy: z.number(),
  validationLoss: z.number(),
  validationAccuracy: z.number(),
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
