import type { ModelDifference } from '../../../analysis/comparison/run-difference';
import { pointsEstimate, pValue } from '../../../analysis/format';
import type { Estimate } from '../../../analysis/statistics/estimate';
import { visibleText } from '../../../shared/visible-text';
import { table, type TableOptions } from '../../table';

interface Line {
  readonly measure: string;
  readonly attack: string;
  readonly estimate: Estimate;
  /** Of the robust accuracy; what is not tested has none. */
  readonly test?: { readonly p: number | null; readonly pHolm: number | null };
}

/** Differences of one pair of models, a line per measure and attack. */
export function differenceTable({ cleanAccuracy, attacks }: ModelDifference, options: TableOptions): readonly string[] {
  const lines: readonly Line[] = [
    { measure: 'clean accuracy', attack: '', estimate: cleanAccuracy },
    ...attacks.flatMap(({ title, robustAccuracy, p, pHolm, removedArea }): readonly Line[] => [
      { measure: 'robust accuracy', attack: title, estimate: robustAccuracy, test: { p, pHolm } },
      ...(removedArea === null ? [] : [{ measure: 'removed share', attack: title, estimate: removedArea }]),
    ]),
  ];
  return table<Line>(
    [
      { title: 'measure', text: ({ measure }) => measure },
      { title: 'attack', text: ({ attack }) => visibleText(attack) },
      { title: 'difference', text: ({ estimate }) => pointsEstimate(estimate) },
      { title: 'p', text: ({ test }) => (test === undefined ? '' : pValue(test.p)), align: 'right' },
      { title: 'adjusted p', text: ({ test }) => (test === undefined ? '' : pValue(test.pHolm)), align: 'right' },
      { title: 'n', text: ({ estimate }) => String(estimate.n), align: 'right' },
    ],
    lines,
    options,
  );
}
