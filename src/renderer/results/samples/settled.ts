import type { AnalysisInput } from '../../../analysis/input';

import type { Settled } from '../../../shared/record';
import type { Case } from './cases';
import type { ChangeCell } from './sample-change';

/** How one input came to rest, and what the model answered to it. */
export interface Rest {
  /** Without the attack and under it; with the whole input, and with that which fails. */
  readonly when: 'before' | 'after' | 'whole' | 'failing';
  readonly settled: Settled;
  readonly predicted: number;
}

/** Of a sample before and, where it is known, after what was done to it; empty for a model that iterates nothing. */
export function restsOf(record: Case, cell: ChangeCell, { records, run }: AnalysisInput): readonly Rest[] {
  const clean = run.expansion.cells.find((one) => one.kind === 'clean' && one.model === cell.model);
  const before = records.find((one) => one.kind === 'clean' && one.cell === clean?.id && one.row === record.row);
  return [
    ...(before?.kind === 'clean' && before.settled !== undefined
      ? [
          {
            when: record.kind === 'degraded' ? ('whole' as const) : ('before' as const),
            settled: before.settled,
            predicted: before.clean.predicted,
          },
        ]
      : []),
    ...restAfter(record),
  ];
}

function restAfter(record: Case): readonly Rest[] {
  switch (record.kind) {
    case 'removal':
      return [];
    case 'edit':
    case 'perturbation': {
      const { outcome } = record;
      return outcome?.settled === undefined
        ? []
        : [{ when: 'after', settled: outcome.settled, predicted: outcome.attacked.predicted }];
    }
    case 'degraded':
      return record.settled === undefined
        ? []
        : [{ when: 'failing', settled: record.settled, predicted: record.degraded.predicted }];
    default:
      return record satisfies never;
  }
}
