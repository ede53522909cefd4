import { z } from 'zod';
import { SampleFields } from './sample-fields';

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

/** The votes of the ensemble on one sample: all that its certificates follow from. */
export const CertificateRecord = z.strictObject({
  kind: z.literal('certificate'),
  ...SampleFields.shape,
  /** Draws that the model answered with each class. */
  votes: z.array(z.int().min(0)).min(2),
  pools: z.array(SampledPool).min(1),
});
export type CertificateRecord = z.infer<typeof CertificateRecord>;
