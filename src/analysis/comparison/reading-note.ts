/**
 * How to read the differences of runs from a baseline, wherever they are shown.
 *
 * @param runs that are set beside the baseline
 */
export function comparisonNote(runs: number): string {
  const tests =
    runs === 1
      ? 'all tests of this pair of runs'
      : `all tests of the ${String(runs)} runs that are set beside the baseline here`;
  return `Paired by sample, over those in both runs, with 95 % bootstrap intervals: one that holds 0 shows no difference. p: two-sided sign-flip test of the accuracy under an attack, noise or a missing input; adjusted by Holm over ${tests}; below 0.05 counts. Share removed: failures as the whole input, over samples that both answer correctly. Higher is harder to break.`;
}
