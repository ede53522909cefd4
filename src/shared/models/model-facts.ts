import { z } from 'zod';
import { DeviceKind } from '../device';

/** What a specification makes and takes, before anything is trained. */
export const ModelOutline = z.strictObject({
  /** Hash of the data that it would be trained on. */
  datasetHash: z.string(),
  /** Weights that training sets: what a trained model's description counts. */
  parameters: z.int().min(0),
  /** Words with a weight of their own, padding and unknown included; 0 without text. */
  words: z.int().min(0),
  /** Samples that training sees in every epoch, those that are scored after each, and those scored once at its end. */
  rows: z.strictObject({ train: z.int().min(1), validation: z.int().min(1), test: z.int().min(1) }),
  /** Measured by a few steps on this machine; null when not asked for. */
  speed: z
    .strictObject({
      device: DeviceKind,
      /** Seconds that a step of one batch takes. */
      step: z.number().min(0),
      /** Seconds that a sample takes to be scored. */
      scored: z.number().min(0),
    })
    .nullable(),
});
export type ModelOutline = z.infer<typeof ModelOutline>;

/** How a trained model answers the whole test split. */
export const TestScore = z.strictObject({
  /**
   * Samples by class (row) and answer (column), in the order of the data set's classes; empty where another
   * thing than a class is asked for.
   */
  confusion: z.array(z.array(z.int().min(0))),
  /** Mean of −log softmax(logits)[label], in nats; of a set the sum over its labels; of a value its Huber loss in tolerances. */
  crossEntropy: z.number().min(0),
});
export type TestScore = z.infer<typeof TestScore>;
