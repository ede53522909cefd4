import { z } from 'zod';
import { ClassMap } from '../data/class-map';
import { SampleFields } from './sample-fields';
import { Slopes } from '../training/slopes';

/** Pixels of one sample, by class: right, taken for it wrongly, and missed. Summed over samples they give the IoU. */
export const PixelCounts = z.strictObject({
  truePositives: z.array(z.int().min(0)),
  falsePositives: z.array(z.int().min(0)),
  falseNegatives: z.array(z.int().min(0)),
});
export type PixelCounts = z.infer<typeof PixelCounts>;

/** One sample of a model that answers for every pixel: untouched, and, but in a clean cell, as it was changed. */
export const PixelRecord = z.strictObject({
  kind: z.literal('pixels'),
  ...SampleFields.omit({ label: true, clean: true }).shape,
  untouched: PixelCounts,
  /** Under the attack or the degradation of the cell; null in a clean cell. */
  changed: PixelCounts.nullable(),
  /**
   * Class answered for every pixel: as the cell changed the sample, in a clean cell untouched. Null where the map is too
   * large to be kept; absent in runs older than that.
   */
  answered: ClassMap.nullable().optional(),
  /** Mean cross-entropy of the pixels, in nats, untouched and changed. */
  loss: z.tuple([z.number(), z.number().nullable()]),
  /**
   * Control of a clean cell: largest change of a logit when the sample is asked a second time, in another micro-batch, and the
   * largest logit by its size, which tells what rounding may do. Older records say nothing.
   */
  again: z.strictObject({ change: z.number(), largestLogit: z.number() }).optional(),
  /** Of a cell with an attack; null elsewhere. */
  attack: z
    .strictObject({
      /** Norm of the perturbation per modality, measured by the framework. */
      norms: z.record(z.string(), z.number()),
      /** Passes forward and gradients. */
      queries: z.strictObject({
        forward: z.int().min(0),
        gradient: z.int().min(0),
        /** Of the model that it was made on, where that was another. */
        source: z.strictObject({ forward: z.int().min(0), gradient: z.int().min(0) }).exactOptional(),
      }),
      /** Absent: the attack takes no gradients, or the record is older than what it says here. */
      slopes: Slopes.optional(),
      /** Largest change of a logit at radius zero. */
      zeroBudget: z.number(),
      /** Largest logit of the untouched sample, by its size. */
      largestLogit: z.number(),
      /**
       * Largest change of a logit when the attacked input, read back as a file would hold it, is asked a second time, in
       * another micro-batch. Older records say nothing.
       */
      again: z.number().optional(),
      /** Under random noise on the boundary of the same ball, one per draw. */
      randomNoise: z.array(PixelCounts),
    })
    .nullable(),
});
export type PixelRecord = z.infer<typeof PixelRecord>;
