import { keptClassMap, classesIn, type ClassMap } from '../data/class-map';

/** A byte holds so many votes; where there are more draws, it holds as many shares of them, rounded down. */
const most = 255;

/**
 * How many draws say of every pixel what is true of it, as a map is kept; null where it would be too large. Of
 * scenes of 32 × 32 pixels and 100 draws a whole record takes about 4 kB.
 *
 * @param votes row-major
 */
export function keptVoteMap(votes: Uint32Array, draws: number): ClassMap | null {
  return keptClassMap(Uint8Array.from(votes, (own) => (draws <= most ? own : Math.floor((own * most) / draws))));
}

/**
 * Votes of every pixel; where there are more draws than a byte holds, no more than there were.
 *
 * @throws RangeError where it is no map of so many pixels
 */
export function votesIn(map: ClassMap, pixels: number, draws: number): Uint32Array {
  const levels = classesIn(map, pixels);
  return Uint32Array.from(levels, (level) => (draws <= most ? level : Math.ceil((level * draws) / most)));
}
