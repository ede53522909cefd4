import { removalCost } from '../../../analysis/measures/removed';
import { isAnsweredCorrectly } from '../../../shared/records/answer';
import type {
  CertificateRecord,
  DegradedRecord,
  EditRecord,
  LeadsRecord,
  PerturbationRecord,
  RemovalRecord,
  SampleRecord,
} from '../../../shared/records/record';

/** A sample under an attack. */
export type AttackedCase = RemovalRecord | PerturbationRecord | EditRecord;
/** A sample under an attack, with an input that fails by itself, as its ensemble voted on it, or as its label leads. */
export type Case = AttackedCase | DegradedRecord | CertificateRecord | LeadsRecord;

/**
 * How it ended. `changed`: it is not known whether what was left still decided the label. Four are of inputs that
 * fail by themselves, for which samples that were answered wrongly before count as well; two of ensembles; the last two of answers as they are.
 */
export const outcomes = [
  'mistake',
  'changed',
  'evidence-gone',
  'evidence-changed',
  'withstood',
  'wrong-before',
  'lost',
  'kept',
  'gained',
  'wrong-still',
  'voted-right',
  'voted-wrong',
  'leads',
  'trails',
] as const;
export type Outcome = (typeof outcomes)[number];

export function outcomeOf(record: Case): Outcome {
  switch (record.kind) {
    case 'degraded': {
      const isRight = isAnsweredCorrectly(record);
      if (record.clean.predicted === record.label) return isRight ? 'kept' : 'lost';
      return isRight ? 'gained' : 'wrong-still';
    }
    case 'certificate':
      return isAnsweredCorrectly(record) ? 'voted-right' : 'voted-wrong';
    case 'leads':
      return isAnsweredCorrectly(record) ? 'leads' : 'trails';
    case 'removal':
      if (!record.attacked) return 'wrong-before';
      if (record.found === null) return 'withstood';
      if (record.found.decidable === null) return 'changed';
      return record.found.decidable ? 'mistake' : 'evidence-gone';
    case 'edit':
      if (!record.attacked) return 'wrong-before';
      if (record.outcome?.success !== true) return 'withstood';
      if (record.outcome.labelKept === null) return 'changed';
      return record.outcome.labelKept ? 'mistake' : 'evidence-changed';
    case 'perturbation':
      if (!record.attacked) return 'wrong-before';
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
  const counts = Object.fromEntries(outcomes.map((id) => [id, 0])) as Record<Outcome, number>;
  for (const record of records) if (record.cell === cell && isCase(record)) counts[outcomeOf(record)] += 1;
  return counts;
}

function isCase(record: SampleRecord): record is Case {
  return record.kind !== 'clean' && record.kind !== 'pixels';
}

/** Samples that were not attacked took nothing that could be ordered: they stand last. */
function costOf(record: Case): number {
  switch (record.kind) {
    case 'degraded':
    case 'certificate':
    case 'leads':
      return 0;
    case 'removal':
      return record.attacked ? removalCost(record) : 2;
    case 'edit':
    case 'perturbation':
      if (!record.attacked) return 2;
      return record.outcome?.success === true ? 0 : 1;
    default:
      return record satisfies never;
  }
}
