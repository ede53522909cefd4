import { z } from 'zod';

/**
 * Parts of a model that was made elsewhere: what they do is not known, only what the whole answers. An imported model is a
 * recipe of these alone, so that it can stand wherever a recipe does; it names the model, which is never trained.
 */
export const ImportedPart = z.strictObject({
  name: z.literal('imported').meta({ description: 'made elsewhere, not looked into' }),
});

export const ImportedFusion = z.strictObject({
  name: z.literal('imported').meta({ description: 'made elsewhere, not looked into' }),
  /** Hash that names the imported model in the lab folder. */
  model: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Give the whole id of an imported model, 64 hexadecimal digits')
    .meta({ description: 'id of the imported model' }),
});
