import { z } from 'zod';
import { SampledPool, unasked } from './certificate-record';
import { ClassMap } from '../data/class-map';
import { PixelCounts } from '../records/pixel-record';
import { SampleFields } from '../records/sample-fields';

/**
 * The votes of the ensemble on every pixel of one sample: all that its certificates follow from. They go by how many draws
 * say what is true of a pixel, so that pixels of equal votes are counted together: the measures need no map, and what a
 * record takes beside it grows with the draws, not with the picture.
 */
export const PixelVotesRecord = z.strictObject({
  kind: z.literal('pixel-votes'),
  ...SampleFields.omit({ label: true, value: true, clean: true }).shape,
  /** That were asked. */
  draws: z.int().min(1),
  unasked,
  /** By true class: how many draws say it, and of how many pixels; only those that there are, most votes first. */
  votes: z.array(z.array(z.tuple([z.int().min(0), z.int().min(1)]))).min(2),
  /** As most draws answer, the first class among equals. */
  ensemble: PixelCounts,
  /** Draws that say what is true, of every pixel (`vote-map.ts`); null where the map is too large to be kept. */
  map: ClassMap.nullable(),
  pools: z.array(SampledPool).min(1),
});
export type PixelVotesRecord = z.infer<typeof PixelVotesRecord>;
