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

/**
 * Sound as a log-mel spectrogram, laid out as a grey picture: rows are bands, the highest first, columns are frames.
 * Element = time-frequency cell, its level in [0, 1] from silence to the loudest.
 */
export const AudioSpec = z.strictObject({
  kind: z.literal('audio'),
  /** Bands. */
  height: z.int().positive(),
  /** Frames. */
  width: z.int().positive(),
  channels: z.literal(1),
  mean: z.array(z.number()),
  std: z.array(z.number().positive()),
  /** From the first frame's start to the last one's end. */
  seconds: z.number().positive(),
  /** Lower edge of the lowest band and upper edge of the highest; those between lie evenly on the mel scale. */
  hertz: z.tuple([z.number().min(0), z.number().positive()]),
});

/** What a number of a table, a sequence or a skeleton is measured in: the range that is mapped to [0, 1]. */
const Measured = z.strictObject({
  name: z.string().min(1),
  /** Lowest and highest value of the data set, in its own units. */
  low: z.number(),
  high: z.number(),
});

/**
 * One row of a table of numbers: element = column. Models and attacks see every column mapped from its own range to
 * [0, 1], laid out as a picture one pixel high.
 */
export const TabularSpec = z.strictObject({
  kind: z.literal('tabular'),
  columns: z.array(Measured).min(1),
  /** Per column, of values in [0, 1]. */
  mean: z.array(z.number()),
  std: z.array(z.number().positive()),
});

/** What was measured step by step: element = step, with all its features; every feature mapped to [0, 1]. */
export const SequenceSpec = z.strictObject({
  kind: z.literal('sequence'),
  /** Of the longest sample. */
  steps: z.int().positive(),
  /** Of the shortest sample, where samples differ in length: a value then has as many steps as its own. Absent: all have `steps`. */
  shortest: z.int().positive().optional(),
  features: z.array(Measured).min(1),
  /** Per feature, of values in [0, 1]. */
  mean: z.array(z.number()),
  std: z.array(z.number().positive()),
});

/** Joints of a body over steps: element = joint at a step, with all its coordinates, each mapped to [0, 1]. */
export const SkeletonSpec = z
  .strictObject({
    kind: z.literal('skeleton'),
    joints: z.array(z.string().min(1)).min(1),
    /** Of every joint the one that its bone comes from, by place; a root is its own. Absent: which are joined is not known. */
    parents: z.array(z.int().min(0)).optional(),
    steps: z.int().positive(),
    coordinates: z.array(Measured).min(2).max(3),
    /** Per coordinate, of values in [0, 1]. */
    mean: z.array(z.number()),
    std: z.array(z.number().positive()),
  })
  .refine(({ joints, parents }) => parents === undefined || parents.length === joints.length, {
    message: 'names not one parent for each joint.',
    path: ['parents'],
  })
  .refine(({ joints, parents = [] }) => parents.every((parent) => parent < joints.length), {
    message: 'names a joint that is not there.',
    path: ['parents'],
  });

export const ModalitySpec = z.discriminatedUnion('kind', [
  ImageSpec,
  TextSpec,
  AudioSpec,
  TabularSpec,
  SequenceSpec,
  SkeletonSpec,
]);
export type ImageSpec = z.infer<typeof ImageSpec>;
export type TextSpec = z.infer<typeof TextSpec>;
export type AudioSpec = z.infer<typeof AudioSpec>;
export type TabularSpec = z.infer<typeof TabularSpec>;
export type SequenceSpec = z.infer<typeof SequenceSpec>;
export type SkeletonSpec = z.infer<typeof SkeletonSpec>;
export type Measured = z.infer<typeof Measured>;
export type ModalitySpec = z.infer<typeof ModalitySpec>;
export type ModalityKind = ModalitySpec['kind'];

/** What the channels of such a plane are measured in, or the columns of a table, which has one channel. */
export function measuredOf(spec: TabularSpec | SequenceSpec | SkeletonSpec): readonly Measured[] {
  switch (spec.kind) {
    case 'tabular':
      return spec.columns;
    case 'sequence':
      return spec.features;
    case 'skeleton':
      return spec.coordinates;
    default:
      return spec satisfies never;
  }
}

/** What is true of every modality of a kind. */
export interface ModalityFacts {
  /** What a removed unit is called. */
  readonly element: string;
  /** A value may have more or fewer of them: they can be added and deleted. All values on a plane have as many. */
  readonly grows: boolean;
  /** What parts that are removed whole are called: one, and several. */
  readonly part: readonly [one: string, several: string];
  /** What the radius of a small change is measured in. */
  readonly radius: string;
  /** Has no small changes itself, so that gradient attacks act on it in the model's embedding space. */
  readonly latent: boolean;
}
const ofRange = 'share of each range, 0 to 1';
export const modalityFacts: Readonly<Record<ModalityKind, ModalityFacts>> = {
  image: { element: 'pixel', grows: false, part: ['square', 'squares'], radius: 'pixel values 0 to 1', latent: false },
  text: { element: 'word', grows: true, part: ['word', 'words'], radius: 'embedding space', latent: true },
  audio: {
    element: 'cell',
    grows: false,
    part: ['patch of cells', 'patches of cells'],
    radius: 'levels 0 to 1',
    latent: false,
  },
  tabular: { element: 'column', grows: false, part: ['column', 'columns'], radius: ofRange, latent: false },
  sequence: { element: 'step', grows: false, part: ['run of steps', 'runs of steps'], radius: ofRange, latent: false },
  skeleton: {
    element: 'joint',
    grows: false,
    part: ['block of joints', 'blocks of joints'],
    radius: ofRange,
    latent: false,
  },
};

/** `1 square`, `3 patches of cells`. */
export function partsText(kind: ModalityKind, count: number): string {
  const [one, several] = modalityFacts[kind].part;
  return `${String(count)} ${count === 1 ? one : several}`;
}

/** `22 steps`, `17 to 22 steps`. */
export function stepsText({ steps, shortest = steps }: Pick<SequenceSpec, 'steps' | 'shortest'>): string {
  const range = shortest === steps ? String(steps) : `${String(shortest)} to ${String(steps)}`;
  return `${range} ${steps === 1 ? 'step' : 'steps'}`;
}

/** Modalities whose values are numbers in [0, 1] on a plane: all but words. */
export type PlaneSpec = Exclude<ModalitySpec, TextSpec>;
export type PlaneKind = PlaneSpec['kind'];

export function isPlane(spec: ModalitySpec): spec is PlaneSpec {
  return spec.kind !== 'text';
}

/** How the values of a modality lie: row-major, channels last; an element is a place, with all its channels. */
export interface Plane {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export function planeOf(spec: PlaneSpec): Plane {
  switch (spec.kind) {
    case 'image':
    case 'audio':
      return { height: spec.height, width: spec.width, channels: spec.channels };
    case 'tabular':
      return { height: 1, width: spec.columns.length, channels: 1 };
    case 'sequence':
      return { height: 1, width: spec.steps, channels: spec.features.length };
    case 'skeleton':
      return { height: spec.joints.length, width: spec.steps, channels: spec.coordinates.length };
    default:
      return spec satisfies never;
  }
}

/** The modalities of a data set or a model, by id (`image`, `text`), in their fixed order. */
export const ModalitySpecs = z.record(z.string(), ModalitySpec);
export type ModalitySpecs = Readonly<Record<string, ModalitySpec>>;

/** A rectangle of pixels: top row, left column, height, width. */
export const ImageRegion = z.tuple([z.int().min(0), z.int().min(0), z.int().positive(), z.int().positive()]);
export type ImageRegion = z.infer<typeof ImageRegion>;

/** One removable part of one modality. */
export const Region = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['image', 'audio', 'tabular', 'sequence', 'skeleton']),
    modality: z.string(),
    box: ImageRegion,
    /** Side of the quad-tree cell before it was clipped at the image border; absent where it is the box's longer side. */
    side: z.int().positive().optional(),
  }),
  z.strictObject({ kind: z.literal('text'), modality: z.string(), word: z.int().min(0) }),
]);
export type Region = z.infer<typeof Region>;
export type BoxRegion = Exclude<Region, { readonly kind: 'text' }>;

/** Is it a rectangle of a plane? All but words are. */
export function isBox(region: Region): region is BoxRegion {
  return region.kind !== 'text';
}

/** What takes the place of removed pixels: `mean` is zero after normalisation (MUROAN 2021). */
export const ImageFill = z.enum(['mean', 'black', 'white', 'noise', 'blur']);
/** What takes the place of removed words: nothing (`delete`), or the unknown-word token (`mask`). */
export const TextFill = z.enum(['delete', 'mask']);
/** What takes the place of removed cells of a spectrogram. */
export const AudioFill = z.enum(['mean', 'silence', 'noise', 'blur']);
/**
 * What takes the place of removed columns, steps and joints: the mean of the training split, as for a value that is missing;
 * the lowest value of the data; or any value between the lowest and the highest.
 */
export const ValueFill = z.enum(['mean', 'lowest', 'noise']);
export const Fills = z.strictObject({
  image: ImageFill.default('mean'),
  text: TextFill.default('delete'),
  audio: AudioFill.default('mean'),
  values: ValueFill.default('mean'),
});
export type AudioFill = z.infer<typeof AudioFill>;
export type ValueFill = z.infer<typeof ValueFill>;
export type ImageFill = z.infer<typeof ImageFill>;
export type TextFill = z.infer<typeof TextFill>;
export type Fills = z.infer<typeof Fills>;

/** Which of the fills a kind of modality takes, and what there is to choose from. */
export const fillOf = {
  image: { field: 'image', options: ImageFill.options },
  text: { field: 'text', options: TextFill.options },
  audio: { field: 'audio', options: AudioFill.options },
  tabular: { field: 'values', options: ValueFill.options },
  sequence: { field: 'values', options: ValueFill.options },
  skeleton: { field: 'values', options: ValueFill.options },
} as const satisfies Record<ModalityKind, { readonly field: keyof Fills; readonly options: readonly string[] }>;

/** The same fills, but for one kind of modality another. */
export function withFill(fills: Fills, kind: ModalityKind, fill: string): Fills {
  return Fills.parse({ ...fills, [fillOf[kind].field]: fill });
}

const usualFills = Fills.parse({});

/** Fills in words: pictures and words always, the others where they are not what they usually are. */
export function fillWords(fills: Fills): string {
  return [
    `${fills.image} and ${fills.text}`,
    ...(fills.audio === usualFills.audio ? [] : [`sound with ${fills.audio}`]),
    ...(fills.values === usualFills.values ? [] : [`numbers with ${fills.values}`]),
  ].join(', ');
}
