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

export interface LayoutFacts {
  /**
   * Place in the order in which a folder is held against layouts: first those that their names tell, last those for which what
   * files begin with decides.
   */
  readonly rank: number;
  /** May it be one file, which can be given by itself? */
  readonly isOneFile: boolean;
  /** What it does not say itself: what its labels or the values of its masks mean, how large its pictures become. */
  readonly asks: readonly ('classes' | 'pixelClasses' | 'side' | 'height')[];
}

/** What is to be known of a layout beside how it is read. */
export const layoutFacts: Readonly<Record<ImportFormat, LayoutFacts>> = {
  'hateful-memes': { rank: 5, isOneFile: false, asks: ['classes', 'side'] },
  table: { rank: 6, isOneFile: true, asks: [] },
  'pixel-maps': { rank: 2, isOneFile: false, asks: ['pixelClasses', 'side'] },
  'kitti-road': { rank: 1, isOneFile: false, asks: ['height'] },
  sequences: { rank: 4, isOneFile: false, asks: [] },
  skeletons: { rank: 3, isOneFile: true, asks: [] },
};

/** In pixels, unless another is asked for; of roads, which are no squares, their height. */
const usualSide = 64;
const usualHeight = 32;

/** Side, or height, that the pictures of a layout are brought to unless another is asked for; of one without pictures it is not used. */
export function usualSideOf(format: ImportFormat): number {
  return layoutFacts[format].asks.includes('height') ? usualHeight : usualSide;
}

/** Layouts that ask for something. */
export function layoutsAsking(what: LayoutFacts['asks'][number]): readonly ImportFormat[] {
  return importFormats.filter((format) => layoutFacts[format].asks.includes(what));
}
