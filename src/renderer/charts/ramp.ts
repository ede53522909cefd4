import type { Scheme } from '../ui/scheme';
import { contrast, readable, rgbOf, type Rgb } from './contrast';
import { inkOf, paperOf } from './themed';

/** The strongest colour of cells; brighter on dark, where a step away from the ground is one towards light. */
const strongest: Readonly<Record<Scheme, Rgb>> = { light: [213, 94, 0], dark: [242, 142, 61] };
const white = '#ffffff';
const black = '#000000';

/** Colour of a cell. @param strength 0, the ground of the page, to 1 */
export function rampAt(scheme: Scheme, strength: number): Rgb {
  const ground = rgbOf(paperOf(scheme));
  // As plotly goes from one end of a scale to the other.
  const part = (at: 0 | 1 | 2): number => Math.round(ground[at] + strength * (strongest[scheme][at] - ground[at]));
  return [part(0), part(1), part(2)];
}

/** A scale of plotly. @param rising is the strongest colour the largest number's, or zero's? */
export function rampScale(scheme: Scheme, rising: boolean): readonly (readonly [at: number, colour: string])[] {
  return [
    [0, cssOf(rampAt(scheme, rising ? 0 : 1))],
    [1, cssOf(rampAt(scheme, rising ? 1 : 0))],
  ];
}

/**
 * Colour of text on a cell: that of all text while it can be read there, or else black or white, whichever stands out
 * more. One of the two has a contrast of √21 or more on any colour, which is enough.
 */
export function inkOnRamp(scheme: Scheme, strength: number): string {
  const cell = rampAt(scheme, strength);
  const on = (ink: string): number => contrast(rgbOf(ink), cell);
  const usual = inkOf(scheme);
  if (on(usual) >= readable) return usual;
  return on(white) > on(black) ? white : black;
}

function cssOf(colour: Rgb): string {
  return `rgb(${colour.join(', ')})`;
}
