import { z } from 'zod';
import { Split } from './dataset';

/** An image as a person sees it: 8-bit pixels, row-major, channels last, as base64. */
export const ImageView = z.strictObject({
  kind: z.literal('image'),
  height: z.int(),
  width: z.int(),
  channels: z.int(),
  pixels: z.string(),
});
export const TextView = z.strictObject({ kind: z.literal('text'), words: z.array(z.string()) });
/** The value of one modality as a person sees it. */
export const ValueView = z.discriminatedUnion('kind', [ImageView, TextView]);
export type ImageView = z.infer<typeof ImageView>;
export type TextView = z.infer<typeof TextView>;
export type ValueView = z.infer<typeof ValueView>;

/** One sample as a person sees it. */
export const SampleView = z.strictObject({
  id: z.string(),
  row: z.int().min(0),
  split: Split,
  label: z.int().min(0),
  group: z.string(),
  /** Per modality, in the data set's order. */
  values: z.record(z.string(), ValueView),
});
export type SampleView = z.infer<typeof SampleView>;
