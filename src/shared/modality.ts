import { z } from 'zod';

/** An image: element = pixel (position, not channel), values in [0, 1] after decoding. */
export const ImageSpec = z.strictObject({
  kind: z.literal('image'),
  height: z.int().positive(),
  width: z.int().positive(),
  channels: z.union([z.literal(1), z.literal(3)]),
  /** Per channel, over the training split, in [0, 1]: what a model normalises with, and the fill `mean`. */
  mean: z.array(z.number()),
  std: z.array(z.number().positive()),
});

/** Text: element = word, as split on white space. */
export const TextSpec = z.strictObject({
  kind: z.literal('text'),
  /** Longest text of the data set, in words. */
  maxWords: z.int().positive(),
});

export const ModalitySpec = z.discriminatedUnion('kind', [ImageSpec, TextSpec]);
export type ImageSpec = z.infer<typeof ImageSpec>;
export type TextSpec = z.infer<typeof TextSpec>;
export type ModalitySpec = z.infer<typeof ModalitySpec>;
export type ModalityKind = ModalitySpec['kind'];

/** What is true of every modality of a kind. */
export interface ModalityFacts {
  /** What a removed unit is called. */
  readonly element: string;
  /** Has no small changes itself, so that gradient attacks act on it in the model's embedding space. */
  readonly latent: boolean;
}
export const modalityFacts: Readonly<Record<ModalityKind, ModalityFacts>> = {
  image: { element: 'pixel', latent: false },
  text: { element: 'word', latent: true },
};

/** The modalities of a data set or a model, by id (`image`, `text`), in their fixed order. */
export const ModalitySpecs = z.record(z.string(), ModalitySpec);
export type ModalitySpecs = Readonly<Record<string, ModalitySpec>>;

/** A rectangle of pixels: top row, left column, height, width. */
export const ImageRegion = z.tuple([z.int().min(0), z.int().min(0), z.int().positive(), z.int().positive()]);
export type ImageRegion = z.infer<typeof ImageRegion>;

/** One removable part of one modality. */
export const Region = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('image'),
    modality: z.string(),
    box: ImageRegion,
    /** Side of the quad-tree cell before it was clipped at the image border; absent where it is the box's longer side. */
    side: z.int().positive().optional(),
  }),
  z.strictObject({ kind: z.literal('text'), modality: z.string(), word: z.int().min(0) }),
]);
export type Region = z.infer<typeof Region>;

/** What takes the place of removed pixels: `mean` is zero after normalisation (MUROAN 2021). */
export const ImageFill = z.enum(['mean', 'black', 'white', 'noise', 'blur']);
/** What takes the place of removed words: nothing (`delete`), or the unknown-word token (`mask`). */
export const TextFill = z.enum(['delete', 'mask']);
export const Fills = z.strictObject({ image: ImageFill.default('mean'), text: TextFill.default('delete') });
export type ImageFill = z.infer<typeof ImageFill>;
export type TextFill = z.infer<typeof TextFill>;
export type Fills = z.infer<typeof Fills>;
