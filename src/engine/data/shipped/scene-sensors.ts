/** What three sensors record of a scene: a camera, a depth camera and a thermal camera. */
import type { Random } from '../../random';
import { FARTHEST, type Layout, type SeenPixel, SIDE } from './scene-layout';
import { BACKGROUND, thingFacts } from './scene-things';

export type Hour = 'day' | 'night';

export interface Shot {
  readonly rgb: Uint8Array;
  readonly depth: Uint8Array;
  readonly heat: Uint8Array;
  /** Class of every pixel. */
  readonly mask: Uint8Array;
}

const SKY = [0.6, 0.75, 0.92] as const;
const ROAD_COLOUR = [0.4, 0.4, 0.42] as const;
const MEADOW = [0.42, 0.52, 0.3] as const;

/**
 * By day the camera sees colours in a light that differs from shot to shot. At night it gets hardly more light than its
 * noise is large; the other two record as well as ever. The thermal camera sees what is warmer than its surroundings,
 * softly, and cold things hardly; the depth camera loses single pixels.
 */
export function shoot({ horizon }: Layout, seen: readonly SeenPixel[], hour: Hour, random: Random): Shot {
  return {
    rgb: photographed(seen, horizon, hour, random),
    depth: measured(seen, random),
    heat: heatOf(seen, hour, random),
    mask: Uint8Array.from(seen, ({ pixelClass }) => pixelClass),
  };
}

function photographed(seen: readonly SeenPixel[], horizon: number, hour: Hour, random: Random): Uint8Array {
  const light = hour === 'day' ? 0.55 + 0.5 * random.uniform() : 0.03 + 0.05 * random.uniform();
  // Morning and evening are redder than noon.
  const tint = hour === 'day' ? 0.12 * (2 * random.uniform() - 1) : 0;
  const grain = hour === 'day' ? 0.025 : 0.05;
  const shade = seen.map((pixel, index) => colourOf(pixel, Math.floor(index / SIDE) < horizon));
  const pixels = new Uint8Array(3 * seen.length);
  shade.forEach((colour, pixel) => {
    for (let channel = 0; channel < 3; channel += 1) {
      const cast = 1 + tint * (1 - channel);
      pixels[3 * pixel + channel] = level(light * cast * colour[channel] + grain * random.normal());
    }
  });
  return pixels;
}

function colourOf({ pixelClass, placed, at: [, y] }: SeenPixel, inSky: boolean): readonly number[] {
  if (placed === null) return pixelClass !== BACKGROUND ? ROAD_COLOUR : inSky ? SKY : MEADOW;
  // Lit from above.
  const fall = 1.05 - 0.25 * y;
  return thingFacts[placed.thing].colours[placed.colour].map((value) => value * fall);
}

/** Distance as a share of the farthest, with an error that grows with it; a lost pixel reads zero. */
function measured(seen: readonly SeenPixel[], random: Random): Uint8Array {
  return levelsOf(seen, ({ distance }) => {
    const error = 0.015 * distance * random.normal();
    const lost = random.uniform() < 0.02;
    return lost ? 0 : (distance + error) / FARTHEST;
  });
}

/** Temperature: the surroundings', and what is warmer; softened by the lens. */
function heatOf(seen: readonly SeenPixel[], hour: Hour, random: Random): Uint8Array {
  const air = (hour === 'day' ? 0.32 : 0.18) + 0.06 * random.uniform();
  const body = 0.42 + 0.12 * random.uniform();
  const sharp = seen.map(({ placed, at: [x, y], distance }) => {
    if (placed === null) return distance >= FARTHEST ? air - 0.1 : air;
    return air + body * thingFacts[placed.thing].warmth(x, y);
  });
  return levelsOf(sharp, (_, pixel) => softened(sharp, pixel) + 0.02 * random.normal());
}

/** Mean of a pixel, counted twice, and its four neighbours; at the border the pixel stands for what is outside. */
function softened(values: readonly number[], pixel: number): number {
  const own = values[pixel];
  const column = pixel % SIDE;
  const left = column > 0 ? values[pixel - 1] : own;
  const right = column < SIDE - 1 ? values[pixel + 1] : own;
  const above = pixel >= SIDE ? values[pixel - SIDE] : own;
  const below = pixel + SIDE < values.length ? values[pixel + SIDE] : own;
  return (2 * own + left + right + above + below) / 6;
}

/** A loop, as `Uint8Array.from` takes several times as long. */
function levelsOf<Item>(items: readonly Item[], valueOf: (item: Item, index: number) => number): Uint8Array {
  const levels = new Uint8Array(items.length);
  items.forEach((item, index) => {
    levels[index] = level(valueOf(item, index));
  });
  return levels;
}

function level(value: number): number {
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}
