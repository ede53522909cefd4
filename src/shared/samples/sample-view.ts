import { z } from 'zod';
import { ClassMap } from '../data/class-map';
import { Split } from '../data/dataset';
import type { ImageRegion, PlaneKind } from '../data/modality';

/** An image as a person sees it: 8-bit pixels, row-major, channels last, as base64. */
export const ImageView = z.strictObject({
  kind: z.literal('image'),
  height: z.int(),
  width: z.int(),
  channels: z.int(),
  pixels: z.string(),
});
/** A spectrogram as a grey picture, the highest band at the top, and what its sides measure. */
export const AudioView = z.strictObject({
  kind: z.literal('audio'),
  height: z.int(),
  width: z.int(),
  channels: z.int(),
  pixels: z.string(),
  seconds: z.number(),
  hertz: z.tuple([z.number(), z.number()]),
});
/** How the rows of a skeleton make bodies that can be drawn. */
export const BodyView = z.strictObject({
  /** Names of the joints, in the order of the rows. */
  joints: z.array(z.string()).min(1),
  /** As in `SkeletonSpec`: absent where it is not known which are joined. */
  parents: z.array(z.int().min(0)).optional(),
  /** Lowest and highest value of each coordinate in the data's own units: black and white. */
  ranges: z.array(z.tuple([z.number(), z.number()])).min(2),
});
/**
 * A sequence or a skeleton as a grey picture, a column per step and a row per number of it, from the lowest value (black) to the
 * highest.
 */
export const SeriesView = z.strictObject({
  kind: z.literal('series'),
  of: z.enum(['sequence', 'skeleton']),
  height: z.int(),
  width: z.int(),
  channels: z.int(),
  pixels: z.string(),
  /** What each row of the picture is. */
  rows: z.array(z.string()),
  /** Rows of the picture that belong to one element, and are removed together. */
  rowsPerElement: z.int().positive(),
  /** Of a skeleton. */
  body: BodyView.optional(),
});
/** A row of a table, in the units of its columns. */
export const TabularView = z.strictObject({
  kind: z.literal('tabular'),
  cells: z.array(z.strictObject({ name: z.string(), value: z.number() })),
});
export const TextView = z.strictObject({ kind: z.literal('text'), words: z.array(z.string()) });
/** The value of one modality as a person sees it. */
export const ValueView = z.discriminatedUnion('kind', [ImageView, TextView, AudioView, SeriesView, TabularView]);
export type ImageView = z.infer<typeof ImageView>;
export type AudioView = z.infer<typeof AudioView>;
export type SeriesView = z.infer<typeof SeriesView>;
export type TabularView = z.infer<typeof TabularView>;
export type TextView = z.infer<typeof TextView>;
export type ValueView = z.infer<typeof ValueView>;

/** What is drawn as a picture, whatever it is of. */
export type PictureView = ImageView | AudioView | SeriesView;

export function isPictureView(view: ValueView): view is PictureView {
  return view.kind !== 'text' && view.kind !== 'tabular';
}

/** What moves, and is drawn as a figure of joints and bones. */
export type SkeletonView = SeriesView & { readonly body: z.infer<typeof BodyView> };

export function isSkeletonView(view: ValueView): view is SkeletonView {
  return view.kind === 'series' && view.body !== undefined;
}

/** The kind of modality that a picture shows. */
export function kindShown(view: PictureView): PlaneKind {
  return view.kind === 'series' ? view.of : view.kind;
}

/** A place on a side of a picture: 0 at its left or top edge, 1 at the other, and what is measured there. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Times along a spectrogram and frequencies up it, whose bands lie evenly on the mel scale. */
export function soundTicks({ seconds, hertz }: AudioView): {
  readonly across: readonly Tick[];
  readonly down: readonly Tick[];
} {
  const mel = (frequency: number): number => Math.log1p(frequency / 700);
  const [low, high] = hertz.map(mel);
  const places = [0, 0.5, 1];
  return {
    across: places.map((at) => ({ at, text: String(Number((at * seconds).toPrecision(2))) })),
    down: places.map((at) => ({
      at,
      text: String(Number((700 * Math.expm1(high - at * (high - low))).toPrecision(2))),
    })),
  };
}

/** Rectangles of elements as rectangles of the picture they are drawn in. */
export function boxesInPicture(view: PictureView, boxes: readonly ImageRegion[]): readonly ImageRegion[] {
  if (view.kind !== 'series') return boxes;
  const rows = view.rowsPerElement;
  return boxes.map(([top, left, height, width]) => [top * rows, left, height * rows, width]);
}

/** A rectangle of the picture made larger, so that it cuts through no element. */
export function wholeElements(view: PictureView, [top, left, height, width]: ImageRegion): ImageRegion {
  const rows = view.kind === 'series' ? view.rowsPerElement : 1;
  const first = Math.floor(top / rows) * rows;
  return [first, left, Math.ceil((top + height) / rows) * rows - first, width];
}

/** The same rectangle in elements. */
export function boxInElements(view: PictureView, [top, left, height, width]: ImageRegion): ImageRegion {
  const rows = view.kind === 'series' ? view.rowsPerElement : 1;
  return [top / rows, left, height / rows, width];
}

/** Elements that a picture shows. */
export function elementsShown(view: PictureView): number {
  return (view.height * view.width) / (view.kind === 'series' ? view.rowsPerElement : 1);
}

/** What the sides of a picture measure; null of an image, which shows itself. */
export function sidesText(view: PictureView): string | null {
  switch (view.kind) {
    case 'image':
      return null;
    case 'audio': {
      const [low, high] = view.hertz.map((hertz) => String(Math.round(hertz)));
      return `0 to ${String(Number(view.seconds.toPrecision(3)))} s across, ${low} to ${high} Hz upwards`;
    }
    case 'series': {
      const across = `${String(view.width)} steps across; downwards`;
      if (!isSkeletonView(view)) return `${across}: ${view.rows.join(', ')}`;
      const { joints } = view.body;
      const named = joints.length === 1 ? joints[0] : `${joints[0]} to ${joints[joints.length - 1]}`;
      return `${across} ${String(joints.length)} joints, ${named}, each with its ${String(view.rowsPerElement)} coordinates`;
    }
    default:
      return view satisfies never;
  }
}

/** A row of a table as words, one a column. */
export function cellWords({ cells }: TabularView): readonly string[] {
  return cells.map(({ name, value }) => `${name} ${String(Number(value.toPrecision(4)))}`);
}

/** What a value is in words, where it is drawn as words: a text, or a row of a table; null for what is drawn as a picture. */
export function wordsOfView(view: ValueView): readonly string[] | null {
  switch (view.kind) {
    case 'text':
      return view.words;
    case 'tabular':
      return cellWords(view);
    case 'image':
    case 'audio':
    case 'series':
      return null;
    default:
      return view satisfies never;
  }
}

/** One sample as a person sees it. */
export const SampleView = z.strictObject({
  id: z.string(),
  row: z.int().min(0),
  split: Split,
  label: z.int().min(0),
  /** Of data that ask for a value. */
  value: z.number().optional(),
  group: z.string(),
  /** Per modality, in the data set's order. */
  values: z.record(z.string(), ValueView),
  /** True class of every pixel; absent of data that label only samples. */
  mask: ClassMap.optional(),
});
export type SampleView = z.infer<typeof SampleView>;
