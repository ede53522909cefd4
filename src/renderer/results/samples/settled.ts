import type { AnalysisInput } from '../../../analysis/input';
import type { AttackCell } from '../../../shared/plan';
import type { Settled } from '../../../shared/record';
import type { Case } from './cases';

/** How one input came to rest, and what the model answered to it. */
export interface Rest {
  readonly when: 'before' | 'after';
  readonly settled: Settled;
  readonly predicted: number;
}

/** Of a sample before and, where it is known, after the attack; empty for a model that iterates nothing. */
export function restsOf(record: Case, cell: AttackCell, { records, run }: AnalysisInput): readonly Rest[] {
  const clean = run.expansion.cells.find((one) => one.kind === 'clean' && one.model === cell.model);
  const before = records.find((one) => one.kind === 'clean' && one.cell === clean?.id && one.row === record.row);
  const outcome = record.kind === 'perturbation' ? record.outcome : null;
  return [
    ...(before?.kind === 'clean' && before.settled !== undefined
      ? [{ when: 'before' as const, settled: before.settled, predicted: before.clean.predicted }]
      : []),
    ...(outcome?.settled === undefined
      ? []
      : [{ when: 'after' as const, settled: outcome.settled, predicted: outcome.attacked.predicted }]),
  ];
}
