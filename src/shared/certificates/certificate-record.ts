import { z } from 'zod';
import { SampleFields } from '../records/sample-fields';

/** Elements that are drawn together. */
export const SampledPool = z.strictObject({
  /** One; of randomized ablation all that it draws from. */
  modalities: z.array(z.string()).min(1),
  /** Elements there are, of this sample. */
  n: z.int().min(0),
  /** Elements drawn of them. */
  k: z.int().min(0),
});
export type SampledPool = z.infer<typeof SampledPool>;

/**
 * Draws that were left when not even all of them could have certified anything any more: so they were not asked, and the sample
 * is abstained on. Left out: all were asked.
 */
export const unasked = z.int().min(1).optional();

/** The votes of the ensemble on one sample: all that its certificates follow from. */
export const CertificateRecord = z.strictObject({
  kind: z.literal('certificate'),
  ...SampleFields.shape,
  /** Draws that the model answered with each class. */
  votes: z.array(z.int().min(0)).min(2),
  unasked,
  pools: z.array(SampledPool).min(1),
});
export type CertificateRecord = z.infer<typeof CertificateRecord>;

/**
 * A sample of a model whose logits are sums over its modalities: how far its label leads over every other class, and by what.
 * How fast each modality can change that is said by the model (`Integration`) where it was estimated from samples, and here
 * where it is proven.
 */
export const LeadsRecord = z.strictObject({
  kind: z.literal('leads'),
  ...SampleFields.shape,
  /** What each modality adds to each logit, a_k^(m) s_k^(m), by class. */
  parts: z.record(z.string(), z.array(z.number()).min(2)),
  /** By modality, of all s^(m) together in l2; null: nothing is proven of this model on this device. */
  proof: z
    .record(
      z.string(),
      z.strictObject({
        /** How far they move per unit of l2 of what is embedded. */
        bound: z.number().min(0),
        /** How far float32 may take them off at this sample. */
        rounding: z.number().min(0),
        /** By how much more per unit of l2 away from it. */
        growth: z.number().min(0),
      }),
    )
    .nullable(),
});
export type LeadsRecord = z.infer<typeof LeadsRecord>;
