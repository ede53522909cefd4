import { removalCost } from '../../../analysis/measures/removed';
import type { PerturbationRecord, RemovalRecord, SampleRecord } from '../../../shared/record';

/** A sample under an attack. */
export type Case = RemovalRecord | PerturbationRecord;

/** How it ended. `changed`: it is not known whether what was left still decided the label. */
export const outcomes = ['mistake', 'changed', 'evidence-gone', 'withstood', 'wrong-before'] as const;
export type Outcome = (typeof outcomes)[number];

export function outcomeOf(record: Case): Outcome {
  if (!record.attacked) return 'wrong-before';
  switch (record.kind) {
    case 'removal':
      if (record.found === null) return 'withstood';
      if (record.found.decidable === null) return 'changed';
      return record.found.decidable ? 'mistake' : 'evidence-gone';
    case 'perturbation':
      return record.outcome?.success === true ? 'changed' : 'withstood';
    default:
      return record satisfies never;
  }
}

export const orders = ['data', 'least-removed'] as const;
export type Order = (typeof orders)[number];

/**
 * The samples of one cell, in the order of the data, or those that took least first; what ended otherwise than asked for
 * is left out.
 */
export function casesOf(
  records: readonly SampleRecord[],
  cell: string,
  outcome: Outcome | null,
  order: Order,
): readonly Case[] {
  const cases = records
    .filter((record): record is Case => record.cell === cell && isCase(record))
    .filter((record) => outcome === null || outcomeOf(record) === outcome);
  switch (order) {
    case 'data':
      return cases.sort((a, b) => a.row - b.row);
    case 'least-removed':
      return cases.sort((a, b) => costOf(a) - costOf(b) || a.row - b.row);
    default:
      return order satisfies never;
  }
}

/** How many samples of a cell ended in each way. */
export function countOutcomes(records: readonly SampleRecord[], cell: string): Readonly<Record<Outcome, number>> {
  const counts = { mistake: 0, changed: 0, 'evidence-gone': 0, withstood: 0, 'wrong-before': 0 };
  for (const record of records) if (record.cell === cell && isCase(record)) counts[outcomeOf(record)] += 1;
  return counts;
}

function isCase(record: SampleRecord): record is Case {
  return record.kind === 'removal' || record.kind === 'perturbation';
}

/** Samples that were not attacked took nothing that could be ordered: they stand last. */
function costOf(record: Case): number {
  if (!record.attacked) return 2;
  switch (record.kind) {
    case 'removal':
      return removalCost(record);
    case 'perturbation':
      return record.outcome?.success === true ? 0 : 1;
    default:
      return record satisfies never;
  }
}
