/** Draws of several samples, asked in turns. */
import type { Draws } from './draws';

/** Turns in which the draws of a sample are asked at most; after each it is seen whether more are of use. */
const turns = 20;

export interface AskedDraws {
  readonly draws: Draws;
  readonly rowsAtOnce: number;
  /** Has the draws at these places of the row answered. */
  readonly ask: (places: readonly number[]) => Promise<void>;
  /** Can the votes that a sample has certify nothing any more, however all that are left turn out? */
  readonly isHopeless: (sample: number, left: number) => boolean;
}

/**
 * Asks all draws of every sample, or so many until it is hopeless. The test of the votes stays one of a number of draws that
 * was fixed beforehand: what is not asked could not have changed what it finds, which is nothing. To stop because votes are
 * going well would be another test, of another level.
 *
 * How far a sample is asked depends on its own votes alone, not on the samples beside it.
 *
 * @returns draws left unasked, by sample
 */
export async function askDraws({ draws, rowsAtOnce, ask, isHopeless }: AskedDraws): Promise<readonly number[]> {
  const { each, samples } = draws;
  const step = Math.ceil(each / turns);
  const unasked = Array.from({ length: samples }, () => 0);
  let open = Array.from({ length: samples }, (_, sample) => sample);
  for (let asked = 0; asked < each && open.length > 0; asked += step) {
    const next = Math.min(step, each - asked);
    const places = open.flatMap((sample) => Array.from({ length: next }, (_, index) => sample * each + asked + index));
    for (let start = 0; start < places.length; start += rowsAtOnce) {
      await ask(places.slice(start, start + rowsAtOnce));
    }
    const left = each - asked - next;
    open = open.filter((sample) => {
      if (left === 0 || !isHopeless(sample, left)) return true;
      unasked[sample] = left;
      return false;
    });
  }
  return unasked;
}
