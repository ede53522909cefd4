import { decimal, interval, listOf, percent, percentNumber, signedPoints } from '../analysis/format';
import type { Estimate } from '../analysis/statistics/estimate';
import type { ModelAnalysis } from '../analysis/study-analysis';
import type { TableCell } from './document';

type Maybe = Estimate | null | undefined;

/** Share with its interval; a dash where nothing was measured. */
export function share(estimate: Maybe): TableCell {
  return cell(estimate, percent, percentNumber);
}

/** Difference of shares, in percentage points. */
export function points(estimate: Maybe): TableCell {
  return cell(estimate, signedPoints, signedPoints);
}

export function amount(estimate: Maybe): TableCell {
  return cell(estimate, decimal, decimal);
}

type Show = (value: number | null) => string;

function cell(estimate: Maybe, show: Show, showBound: Show): TableCell {
  const value = estimate?.value ?? null;
  if (estimate === null || estimate === undefined || value === null) return { text: '–' };
  return { text: show(value), interval: interval(estimate, showBound) };
}

/** `125 for concat, 139 for product`: samples attacked, as models answer different ones correctly. */
export function attackedWords(models: readonly ModelAnalysis[]): string {
  return listOf(
    models.map(({ title, removals, perturbations }) => {
      const first = [...removals, ...perturbations].at(0);
      return `${String(first?.attacked ?? 0)} for ${title}`;
    }),
  );
}
