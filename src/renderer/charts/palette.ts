import { modelColours, modelColoursOnDark, modelMarkers } from '../../report/charts/style';
import type { Scheme } from '../ui/scheme';
import type { PaletteName } from '../workspace/preferences';

/** Colours of series: told apart with any colour vision, on light and on dark. */
export const palettes = {
  /** The report's own, after Okabe and Ito. */
  okabe: modelColours,
  /** Paul Tol's bright scheme and its neighbours of the vibrant one. */
  tol: ['#4477aa', '#ee6677', '#228833', '#aa3377', '#c49a00', '#66ccee', '#8a8a8a', '#ee7733'],
} as const satisfies Record<PaletteName, readonly string[]>;

/** In place of those that would hardly stand out from a dark ground. */
export const onDark: ReadonlyMap<string, string> = new Map([...modelColoursOnDark, ['#aa3377', '#c765a0']]);

/** A colour of a palette as it is drawn on the ground of a theme. */
export function colourOn(scheme: Scheme, colour: string): string {
  return scheme === 'dark' ? (onDark.get(colour) ?? colour) : colour;
}

/** Markers beside colours: the report's own. */
export const markers = modelMarkers;
export type Marker = (typeof markers)[number];

/** Markers as text, for legends outside charts. */
export const markerSigns: Readonly<Record<Marker, string>> = {
  circle: '●',
  square: '■',
  diamond: '◆',
  'triangle-up': '▲',
  x: '✖',
  cross: '✚',
  'triangle-down': '▼',
  star: '★',
};
