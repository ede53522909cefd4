/** What can stand in a scene, and the outline of each. */

/** Kinds of things, in the order of the scenes' classes. */
export const THINGS = ['person', 'animal', 'car', 'box', 'tree', 'wall'] as const;
export type Thing = (typeof THINGS)[number];

/** What every pixel shows, in the order of the label map: what stands nowhere in particular, then the things. */
export const PIXEL_CLASSES = ['background', 'road', ...THINGS] as const;
export const BACKGROUND = 0;
export const ROAD = 1;

export function pixelClassOf(thing: Thing): number {
  return 2 + THINGS.indexOf(thing);
}

type Colour = readonly [number, number, number];

interface ThingFacts {
  /** Metres. */
  readonly height: number;
  readonly width: number;
  /** What it may be painted in, in the light of day: colours do not tell the kinds apart by themselves. */
  readonly colours: readonly Colour[];
  /** Does the point of the thing's box (x from left, y from top, both in [0, 1]) belong to it? */
  readonly covers: (x: number, y: number) => boolean;
  /** How warm that point is above its surroundings, from 0 (cold) to 1. */
  readonly warmth: (x: number, y: number) => number;
}

const inEllipse = (x: number, y: number, left: number, top: number, width: number, height: number): boolean =>
  ((x - left) / width - 0.5) ** 2 + ((y - top) / height - 0.5) ** 2 <= 0.25;
const inBox = (x: number, y: number, left: number, top: number, width: number, height: number): boolean =>
  x >= left && x <= left + width && y >= top && y <= top + height;

const GREYS: readonly Colour[] = [
  [0.45, 0.45, 0.47],
  [0.62, 0.6, 0.57],
];
const BROWNS: readonly Colour[] = [
  [0.5, 0.36, 0.22],
  [0.66, 0.5, 0.32],
];
const CLOTHES: readonly Colour[] = [
  [0.75, 0.2, 0.18],
  [0.2, 0.32, 0.7],
  [0.85, 0.75, 0.3],
];

export const thingFacts: Readonly<Record<Thing, ThingFacts>> = {
  person: {
    height: 1.8,
    width: 0.7,
    colours: [...CLOTHES, ...GREYS],
    covers: (x, y) =>
      inEllipse(x, y, 0.28, 0, 0.44, 0.2) ||
      inBox(x, y, 0.1, 0.2, 0.8, 0.4) ||
      inBox(x, y, 0.2, 0.58, 0.25, 0.42) ||
      inBox(x, y, 0.55, 0.58, 0.25, 0.42),
    warmth: (_x, y) => (y < 0.22 ? 1 : 0.8),
  },
  animal: {
    height: 1.1,
    width: 1.5,
    colours: [...BROWNS, ...GREYS],
    covers: (x, y) =>
      inEllipse(x, y, 0.15, 0.25, 0.7, 0.45) ||
      inEllipse(x, y, 0.7, 0, 0.3, 0.45) ||
      inBox(x, y, 0.22, 0.6, 0.13, 0.4) ||
      inBox(x, y, 0.65, 0.6, 0.13, 0.4),
    warmth: () => 0.85,
  },
  car: {
    height: 1.5,
    width: 3.4,
    colours: [...CLOTHES, ...GREYS],
    covers: (x, y) =>
      inBox(x, y, 0, 0.4, 1, 0.42) ||
      inBox(x, y, 0.2, 0, 0.55, 0.42) ||
      inEllipse(x, y, 0.08, 0.64, 0.22, 0.36) ||
      inEllipse(x, y, 0.7, 0.64, 0.22, 0.36),
    // The engine is warm, the rest is as cold as a box.
    warmth: (x, y) => (x > 0.68 && y > 0.35 ? 0.9 : 0.08),
  },
  box: {
    height: 1.2,
    width: 1.3,
    colours: [...BROWNS, ...CLOTHES],
    covers: () => true,
    warmth: () => 0,
  },
  tree: {
    height: 4,
    width: 2.4,
    colours: [
      [0.2, 0.45, 0.2],
      [0.35, 0.5, 0.22],
      [0.55, 0.42, 0.2],
    ],
    covers: (x, y) => inEllipse(x, y, 0, 0, 1, 0.65) || inBox(x, y, 0.4, 0.6, 0.2, 0.4),
    warmth: () => 0.02,
  },
  wall: {
    height: 2.1,
    width: 5,
    colours: [...GREYS, ...BROWNS],
    covers: () => true,
    warmth: () => 0.04,
  },
};
