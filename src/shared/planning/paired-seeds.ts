/**
 * Training seeds 0, 1, … of which so many comparisons, corrected together (Holm), can come out either way: the sign-flip test
 * over paired seeds cannot go below 2/2ˢ, and the first of k comparisons has to go below 0.05/k. Fewer could not come out
 * significant whatever they found.
 */
export function pairedSeeds(comparisons: number): readonly number[] {
  const fewest = Math.floor(Math.log2((2 * comparisons) / 0.05)) + 1;
  return Array.from({ length: fewest }, (_, seed) => seed);
}
