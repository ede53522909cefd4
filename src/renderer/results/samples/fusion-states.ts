import type { AnalysisInput } from '../../../analysis/input';
import type { FusionFacts } from '../../../shared/records/record';
import type { Case } from './cases';
import type { ChangeCell } from './sample-change';

/** What happened inside the fusion on one input, and what the model answered to it. */
export interface FusionState {
  /** Without the attack and under it; with the whole input, and with that which fails. */
  readonly when: 'before' | 'after' | 'whole' | 'failing';
  readonly facts: FusionFacts;
  readonly predicted: number;
}

/** Of a sample before and, where it is known, after what was done to it; empty for a model that treats all samples alike. */
export function fusionStatesOf(
  record: Case,
  cell: ChangeCell,
  { records, run }: AnalysisInput,
): readonly FusionState[] {
  const clean = run.expansion.cells.find((one) => one.kind === 'clean' && one.model === cell.model);
  const before = records.find((one) => one.kind === 'clean' && one.cell === clean?.id && one.row === record.row);
  const states: readonly FusionState[] = [
    ...(before?.kind === 'clean'
      ? [
          {
            when: record.kind === 'degraded' ? ('whole' as const) : ('before' as const),
            facts: factsIn(before),
            predicted: before.clean.predicted,
          },
        ]
      : []),
    ...stateAfter(record),
  ];
  return states.filter(({ facts }) => Object.keys(facts).length > 0);
}

function stateAfter(record: Case): readonly FusionState[] {
  switch (record.kind) {
    case 'removal':
    case 'certificate':
    case 'leads':
      return [];
    case 'edit':
    case 'perturbation': {
      const { outcome } = record;
      return outcome === null
        ? []
        : [{ when: 'after', facts: factsIn(outcome), predicted: outcome.attacked.predicted }];
    }
    case 'degraded':
      return [{ when: 'failing', facts: factsIn(record), predicted: record.degraded.predicted }];
    default:
      return record satisfies never;
  }
}

function factsIn({ settled, weighed }: FusionFacts): FusionFacts {
  return { ...(settled === undefined ? {} : { settled }), ...(weighed === undefined ? {} : { weighed }) };
}
