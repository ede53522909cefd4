export function totals(reports: readonly string[]): {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
};
