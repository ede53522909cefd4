import { z } from 'zod';
import { ClassMap } from '../data/class-map';
import { Prediction } from '../records/record';

/** What a gradient attack changes in the pictures of one sample. */
export const AttackChange = z.strictObject({
  /** The model's answer to the changed sample; null of one that answers for every pixel. */
  attacked: Prediction.nullable(),
  /** Its class of every pixel; null of one that answers for the sample. */
  answered: ClassMap.nullable(),
  /** By modality, pictures only: changes in the embedding space of words are nothing that a person sees. */
  pictures: z.record(
    z.string(),
    z.strictObject({
      height: z.int().min(1),
      width: z.int().min(1),
      channels: z.int().min(1),
      /** Attacked − original per value, in pixel values of [0, 1]: float32, little-endian, channels last, as base64. */
      change: z.string(),
    }),
  ),
});
export type AttackChange = z.infer<typeof AttackChange>;

/** One point on a gradient attack's way: where it asked the model. */
export const AttackPoint = z.strictObject({
  prediction: Prediction,
  /** Norm of the change per attacked modality, in the attack's norm. */
  norms: z.record(z.string(), z.number()),
  pictures: AttackChange.shape.pictures,
});
export type AttackPoint = z.infer<typeof AttackPoint>;

/** A gradient attack on one sample, point by point. */
export const AttackSteps = z.strictObject({
  /** The model's answer to the untouched sample. */
  clean: Prediction,
  /** In the order it went: the start, and where each step led; of long ways every so many-th, the last included. */
  points: z.array(AttackPoint).min(1),
  /** Points of the whole way. */
  taken: z.int().min(1),
  /** What it gave back, brought into the budget by the framework and asked once more: what counts. */
  result: AttackPoint,
});
export type AttackSteps = z.infer<typeof AttackSteps>;
