import { z } from 'zod';

/**
 * What the validation loss has to fall by for an epoch to count as better. At chance it wavers by less around log K, and
 * training that goes nowhere should end.
 */
export const leastImprovement = 1e-3;

/** Joint training with Adam; the best weights on the validation split are kept. */
export const JointTraining = z.strictObject({
  method: z.literal('joint').default('joint').meta({ description: 'all parts at once, with Adam' }),
  epochs: z.int().min(1).max(1000).default(8).meta({ description: 'passes over the training split at most' }),
  batchSize: z.int().min(1).max(4096).default(64).meta({ description: 'samples per step', unit: 'samples' }),
  learningRate: z.number().positive().max(1).default(3e-3).meta({ description: 'step size of Adam' }),
  patience: z
    .int()
    .min(1)
    .max(1000)
    .default(3)
    .meta({
      description: `epochs without a validation loss lower by ${String(leastImprovement)} before training ends`,
      unit: 'epochs',
    }),
  wordDropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0)
    .meta({ description: 'probability that a word is left out, in training only' }),
  dropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.1)
    .meta({ description: 'probability that an encoder output is left out, in training only' }),
  shift: z
    .int()
    .min(0)
    .max(64)
    .default(0)
    .meta({ description: 'images are moved by up to so many pixels each way, in training only', unit: 'pixels' }),
  mirror: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ description: 'probability that an image is mirrored left to right, in training only' }),
  occlusion: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ description: 'probability that a square of an image is covered by the mean colour, in training only' }),
  weightDecay: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ description: 'strength of the pull of the weights towards zero' }),
  trainRows: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .meta({ description: 'samples of the training split used; null for all of them', unit: 'samples' }),
});
export const TrainingChoice = JointTraining;
export type TrainingChoice = z.infer<typeof TrainingChoice>;

/** Steps of one pass over so many samples; the last batch may be smaller. */
export function stepsPerEpoch({ batchSize }: Pick<TrainingChoice, 'batchSize'>, rows: number): number {
  return Math.ceil(rows / batchSize);
}
