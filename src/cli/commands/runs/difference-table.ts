import type { ModelDifference } from '../../../analysis/comparison/run-difference';
import { pointsEstimate, pValue } from '../../../analysis/format';
import type { Estimate } from '../../../analysis/statistics/estimate';
import { visibleText } from '../../../shared/text/visible-text';
import { table, type TableOptions } from '../../table';

interface Line {
  readonly measure: string;
  /** Attack or degradation; empty: neither. */
  readonly condition: string;
  /** Null where there is none to be used. */
  readonly estimate: Estimate | null;
  /** Why there is none. */
  readonly instead?: 'void' | 'masked';
  /** Of accuracies under an attack or a degradation; what is not tested has none. */
  readonly test?: { readonly p: number | null; readonly pHolm: number | null };
}

/** Differences of one pair of models, a line per measure and attack or degradation. */
export function differenceTable(
  { cleanAccuracy, attacks, degradations }: ModelDifference,
  options: TableOptions,
): readonly string[] {
  const lines: readonly Line[] = [
    { measure: 'clean accuracy', condition: '', estimate: cleanAccuracy },
    ...attacks.flatMap(({ title, voids, masks, robustAccuracy, p, pHolm, removedArea }): readonly Line[] =>
      voids.length + masks.length > 0
        ? [
            {
              measure: 'robust accuracy',
              condition: title,
              estimate: null,
              instead: voids.length > 0 ? 'void' : 'masked',
            },
          ]
        : [
            { measure: 'robust accuracy', condition: title, estimate: robustAccuracy, test: { p, pHolm } },
            ...(removedArea === null ? [] : [{ measure: 'removed share', condition: title, estimate: removedArea }]),
          ],
    ),
    ...degradations.map(({ title, accuracy, p, pHolm }): Line => ({
      measure: 'degraded accuracy',
      condition: title,
      estimate: accuracy,
      test: { p, pHolm },
    })),
  ];
  return table<Line>(
    [
      { title: 'measure', text: ({ measure }) => measure },
      { title: 'condition', text: ({ condition }) => visibleText(condition) },
      {
        title: 'difference',
        text: ({ estimate, instead = '' }) => (estimate === null ? instead : pointsEstimate(estimate)),
      },
      { title: 'p', text: ({ test }) => (test === undefined ? '' : pValue(test.p)), align: 'right' },
      { title: 'adjusted p', text: ({ test }) => (test === undefined ? '' : pValue(test.pHolm)), align: 'right' },
      { title: 'n', text: ({ estimate }) => (estimate === null ? '' : String(estimate.n)), align: 'right' },
    ],
    lines,
    options,
  );
}
