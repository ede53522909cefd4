import { z } from 'zod';
import { Region } from '../data/modality';
import { Prediction, RemovalFound } from '../records/record';
import { SampleView } from '../samples/sample-view';
import { Target } from '../data/target';

/** One query of a traced attack. */
export const TraceStep = z.strictObject({
  stage: z.enum(['clean', 'search', 'combination']),
  regions: z.array(Region),
  prediction: Prediction,
  /** Is it a candidate (search), or does it flip the label (combination)? */
  hit: z.boolean(),
});
export type TraceStep = z.infer<typeof TraceStep>;

export const AttackTrace = z.strictObject({
  sample: SampleView,
  classes: z.array(z.string()),
  /** As the data have it. */
  target: Target.optional(),
  steps: z.array(TraceStep),
  found: RemovalFound.nullable(),
});
export type AttackTrace = z.infer<typeof AttackTrace>;
