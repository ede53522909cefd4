import { binomialTail } from '../../../shared/certificates/binomial';

/** So many pixels of an image whose true class has so many votes. */
export interface VotedPixels {
  readonly votes: number;
  readonly pixels: number;
}

/**
 * p-value of a pixel by the votes for its true class, H₀: p_y ≤ ½ + lead/2; 1 without a majority. With more than two classes
 * the others count as one: then p_y − p_other > lead for each of them all the more.
 */
export type PValueOf = (votes: number) => number;

/** Votes recur from pixel to pixel and from image to image: each is computed once. */
export function pixelPValues(draws: number, lead: number): PValueOf {
  const known = new Map<number, number>();
  const p = Math.min(1, 0.5 + lead / 2);
  return (votes) => {
    if (2 * votes <= draws) return 1;
    const found = known.get(votes) ?? binomialTail(votes, draws, p);
    known.set(votes, found);
    return found;
  };
}

/**
 * Holm's step-down over the pixels of one image (Scandinavian Journal of Statistics 6, 1979): that any pixel is certified
 * wrongly has probability `alpha` at most, however the pixels depend on each other. The k-th smallest of m p-values is
 * rejected while it is at most alpha / (m − k + 1); the first that is not ends it. The test is of the true class, which is
 * fixed before the votes.
 *
 * Pixels of equal votes go together: once the first of them is rejected, so are the others, whose thresholds are larger.
 *
 * @param voted all pixels of the image, in any order
 * @returns the fewest votes that certify a pixel; null: none is
 */
export function fewestVotes(voted: readonly VotedPixels[], pValueOf: PValueOf, alpha: number): number | null {
  const all = voted.reduce((sum, { pixels }) => sum + pixels, 0);
  let rejected = 0;
  let fewest: number | null = null;
  for (const { votes, pixels } of pooled(voted)) {
    if (pValueOf(votes) > alpha / (all - rejected)) break;
    rejected += pixels;
    fewest = votes;
  }
  return fewest;
}

/** Each number of votes once, the most first. */
function pooled(voted: readonly VotedPixels[]): readonly VotedPixels[] {
  const counts = new Map<number, number>();
  for (const { votes, pixels } of voted) counts.set(votes, (counts.get(votes) ?? 0) + pixels);
  return [...counts].map(([votes, pixels]) => ({ votes, pixels })).sort((a, b) => b.votes - a.votes);
}
