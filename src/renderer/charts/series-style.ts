import type { PaletteName } from '../workspace/preferences';
import { markers, palettes, type Marker } from './palette';

/** How a series looks wherever it is drawn. */
export interface SeriesStyle {
  readonly colour: string;
  readonly marker: Marker;
}

/** Places until colours come round again, with other markers. */
export const looksPerRound = markers.length;

/** Places that look different: every colour with every marker. */
const looks = markers.length * markers.length;

/** Colours go round, markers move on by one more with every round. */
export function styleAt(place: number, palette: PaletteName): SeriesStyle {
  const colours = palettes[palette];
  const round = Math.floor(place / colours.length);
  return {
    colour: colours[place % colours.length],
    marker: markers[(place + round) % markers.length],
  };
}

/**
 * Places for ids that have none yet: each takes the least used place, smallest first, and none that another of `ids` has
 * as long as there are enough. Known places stay, so that no run changes its look because another came.
 */
export function withPlaces(
  known: Readonly<Record<string, number>>,
  ids: readonly string[],
): Readonly<Record<string, number>> {
  const missing = [...new Set(ids)].filter((id) => !(id in known));
  if (missing.length === 0) return known;
  const places = { ...known };
  const uses = new Array<number>(looks).fill(0);
  for (const place of Object.values(known)) uses[place % looks] += 1;
  // Being shown beside another weighs more than any number of uses elsewhere.
  for (const id of ids) if (id in known) uses[known[id] % looks] += 1e6;
  for (const id of missing) {
    const place = uses.indexOf(Math.min(...uses));
    uses[place] += 1e6;
    places[id] = place;
  }
  return places;
}
