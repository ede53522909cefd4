/** How to read the differences of two runs, wherever they are shown. */
export const comparisonNote =
  'Paired by sample, over those in both runs, with 95 % bootstrap intervals: one that holds 0 shows no difference. p: two-sided sign-flip test of the robust accuracy; adjusted by Holm over all tests of this pair of runs; below 0.05 counts. Share removed: failures as the whole input, over samples that both answer correctly. Higher is harder to break.';
