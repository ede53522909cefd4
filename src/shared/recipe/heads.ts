import { z } from 'zod';
import { width } from './sizes';

export const LinearHeadChoice = z.strictObject({
  name: z.literal('linear').meta({ description: 'one dense layer' }),
});
export const MlpHeadChoice = z.strictObject({
  name: z.literal('mlp').meta({ description: 'a hidden layer with ReLU, then a dense layer' }),
  hidden: width.default(128).meta({ description: 'units of the hidden layer', unit: 'units' }),
});
export const HeadChoice = z.discriminatedUnion('name', [LinearHeadChoice, MlpHeadChoice]);

export type HeadChoice = z.infer<typeof HeadChoice>;
export type HeadName = HeadChoice['name'];
