import { winnerOf } from '../../shared/records/answer';
import { binomialTail } from '../../shared/certificates/binomial';
import type { VoteChoice } from '../../shared/certificates/certificate';
import { boundsOf, isKept } from '../../shared/certificates/vote-test';

/**
 * Could votes that are still out not even certify the winner where nothing is attacked? The best that may come is that all
 * are for the class that leads. Where no votes at all could, they are all that there is to see, and none is hopeless.
 */
export function hopelessVotes({
  draws,
  alpha,
  strict,
}: Pick<VoteChoice, 'draws' | 'alpha' | 'strict'>): (votes: readonly number[], left: number) => boolean {
  const keeps = (votes: readonly number[]): boolean => {
    const vote = { votes, alpha, strict };
    return isKept(vote, boundsOf(vote), 0);
  };
  // Of the votes, the test looks at the winner's and its closest rival's.
  const known = new Map<string, boolean>();
  const isLost = (votes: readonly number[]): boolean => {
    const [most, rival] = [...votes].sort((a, b) => b - a);
    const key = `${String(votes.length)} ${String(most)} ${String(rival)}`;
    const found = known.get(key) ?? !keeps(votes);
    known.set(key, found);
    return found;
  };
  return (votes, left) => {
    const leader = winnerOf(votes);
    const best = votes.map((count, label) => count + (label === leader ? left : 0));
    // Whether anything can be certified at all.
    const all = votes.map((_, label) => (label === 0 ? draws : 0));
    return isLost(best) && !isLost(all);
  };
}

/**
 * The same of the pixels of one image, by the votes for what is true of each: the one that has most is the first that Holm's
 * step-down tests, and where it fails, all do.
 */
export function hopelessPixels(
  { draws, alpha }: Pick<VoteChoice, 'draws' | 'alpha'>,
  pixels: number,
): (most: number, left: number) => boolean {
  const isLost = (votes: number): boolean =>
    2 * votes <= draws || binomialTail(votes, draws, 0.5) > alpha / Math.max(1, pixels);
  const isPossible = !isLost(draws);
  return (most, left) => isPossible && isLost(most + left);
}
