import { z } from 'zod';

/** What an imported folder may be laid out as. */
export const importFormats = ['hateful-memes', 'table', 'pixel-maps', 'kitti-road', 'sequences', 'skeletons'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** A layout with an importer of its own, as a folder is found to have it. */
export const FoundLayout = z.strictObject({
  format: z.enum(importFormats),
  /** As it ends a sentence: “Laid out as …”. */
  title: z.string(),
});
export type FoundLayout = z.infer<typeof FoundLayout>;

/** Side that pictures are brought to unless another is asked for; of roads, which are no squares, their height. In pixels. */
export const usualSides: Readonly<Record<ImportFormat, number>> = {
  'hateful-memes': 64,
  table: 64,
  'pixel-maps': 64,
  'kitti-road': 32,
  sequences: 64,
  skeletons: 64,
};
