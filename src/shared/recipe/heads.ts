import { z } from 'zod';
import { width } from './sizes';

export const LinearHeadChoice = z.strictObject({
  name: z.literal('linear').meta({ description: 'one dense layer' }),
});
export const MlpHeadChoice = z.strictObject({
  name: z.literal('mlp').meta({ description: 'a hidden layer with ReLU, then a dense layer' }),
  hidden: width.default(128).meta({ description: 'units of the hidden layer', unit: 'units' }),
});
/** Three dense layers, as every classifier of UniS-MMC (arXiv 2305.09299) has them. */
export const DeepHeadChoice = z.strictObject({
  name: z.literal('deep').meta({ description: 'two hidden layers with ReLU, then a dense layer' }),
  hidden: width.default(256).meta({ description: 'units of each hidden layer', unit: 'units' }),
});
/** A class for every pixel in place of one for the sample: the task is segmentation. */
export const PixelHeadChoice = z.strictObject({
  name: z.literal('pixels').meta({
    description: 'a class for every pixel (segmentation): convolutions from the coarsest maps back to the finest',
  }),
  filters: z
    .int()
    .min(1)
    .max(512)
    .default(16)
    .meta({ description: 'filters of each convolution on the way back', unit: 'filters' }),
});
export const HeadChoice = z.discriminatedUnion('name', [
  LinearHeadChoice,
  MlpHeadChoice,
  DeepHeadChoice,
  PixelHeadChoice,
]);

/** Of a head that answers once for the sample. */
export type SampleHeadChoice =
  z.infer<typeof LinearHeadChoice> | z.infer<typeof MlpHeadChoice> | z.infer<typeof DeepHeadChoice>;

export type HeadChoice = z.infer<typeof HeadChoice>;
