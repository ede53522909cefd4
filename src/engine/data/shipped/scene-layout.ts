/** Where things stand in a scene, and what a camera on the road sees of them: geometry, before any sensor. */
import type { Random } from '../../random';
import { BACKGROUND, pixelClassOf, ROAD, type Thing, THINGS, thingFacts } from './scene-things';

/** Of a picture, in pixels. */
export const SIDE = 32;
const PIXELS = SIDE * SIDE;
/** Beyond this no distance is measured, in metres. */
export const FARTHEST = 40;
/** Of the camera: focal length in pixels, and height above the road in metres. */
const FOCAL = 56;
const EYE = 1.5;
const ROAD_WIDTH = 5;
/** Pixels of the main thing that must be seen, at least. */
const LEAST_SEEN = 28;

interface Placed {
  readonly thing: Thing;
  /** In metres: away from the camera, and to the right of it. */
  readonly distance: number;
  readonly aside: number;
  readonly colour: number;
  readonly mirrored: boolean;
}

export interface Layout {
  /** Row of the picture at which the ground ends. */
  readonly horizon: number;
  readonly things: readonly Placed[];
}

/** What stands in one pixel. */
export interface SeenPixel {
  readonly pixelClass: number;
  /** Metres; `FARTHEST` for the sky. */
  readonly distance: number;
  /** Null where the ground or the sky is seen. */
  readonly placed: Placed | null;
  /** Of the thing's own box, from left and from top, in [0, 1]. */
  readonly at: readonly [number, number];
}

/**
 * A scene whose main thing is the nearest one, and is seen well enough; others stand behind it, each of any kind, so
 * that what a sensor shows elsewhere does not tell the main one.
 */
export function drawLayout(main: Thing, random: Random): Layout {
  for (;;) {
    const horizon = 10 + random.below(5);
    const first = place(main, 4.5 + 4 * random.uniform(), random);
    const others = Array.from({ length: 1 + random.below(3) }, () =>
      place(THINGS[random.below(THINGS.length)], first.distance + 1.5 + 12 * random.uniform(), random),
    );
    const layout = { horizon, things: [first, ...others] };
    const seen = seenPixels(layout).filter(({ placed }) => placed === first).length;
    if (seen >= LEAST_SEEN) return layout;
  }
}

function place(thing: Thing, distance: number, random: Random): Placed {
  // Half of what the picture is wide at this distance, so that most of it is inside.
  const room = (0.42 * SIDE * distance) / FOCAL;
  return {
    thing,
    distance,
    aside: room * (2 * random.uniform() - 1),
    colour: random.below(thingFacts[thing].colours.length),
    mirrored: random.below(2) === 1,
  };
}

/** Every pixel of the picture, row-major: the nearest thing in it hides what is behind. */
export function seenPixels(layout: Layout): readonly SeenPixel[] {
  const pixels = Array.from({ length: PIXELS }, (_, pixel) => groundAt(layout, Math.floor(pixel / SIDE), pixel % SIDE));
  const farFirst = [...layout.things].sort((a, b) => b.distance - a.distance);
  for (const placed of farFirst) {
    const { height, width, covers } = thingFacts[placed.thing];
    const scale = FOCAL / placed.distance;
    const base = layout.horizon + EYE * scale;
    const top = base - height * scale;
    const left = SIDE / 2 + (placed.aside - width / 2) * scale;
    const pixelClass = pixelClassOf(placed.thing);
    for (let row = inside(top); row < inside(base); row += 1) {
      for (let column = inside(left); column < inside(left + width * scale); column += 1) {
        const y = (row + 0.5 - top) / (height * scale);
        const across = (column + 0.5 - left) / (width * scale);
        const x = placed.mirrored ? 1 - across : across;
        if (covers(x, y)) pixels[row * SIDE + column] = { pixelClass, distance: placed.distance, placed, at: [x, y] };
      }
    }
  }
  return pixels;
}

/** The first row or column whose middle lies beyond this place, inside the picture. */
function inside(place: number): number {
  return Math.min(SIDE, Math.max(0, Math.ceil(place - 0.5)));
}

function groundAt({ horizon }: Layout, row: number, column: number): SeenPixel {
  const below = row + 0.5 - horizon;
  const distance = below > 0 ? Math.min(FARTHEST, (FOCAL * EYE) / below) : FARTHEST;
  const aside = ((column + 0.5 - SIDE / 2) * distance) / FOCAL;
  const onRoad = below > 0 && Math.abs(aside) <= ROAD_WIDTH / 2;
  return { pixelClass: onRoad ? ROAD : BACKGROUND, distance, placed: null, at: [0, 0] };
}
