import type { Estimate } from '../../analysis/statistics/estimate';
import { groupedBy } from '../../shared/grouped-by';
import { shownName } from '../../shared/shown-text';
import { texts } from '../texts/catalogue';
import type { CellAggregate } from '../../analysis/cell-aggregates';

const words = texts.trend;

/** What a trend can be of. */
export type Measure =
  | { readonly kind: 'accuracy' | 'robust-accuracy' | 'success-rate' }
  /** Mean removed share of one modality, failures as 1. */
  | { readonly kind: 'removed'; readonly modality: string };

/** A measure as it stands in the window's address: `removed image`. */
export function measureKey(measure: Measure): string {
  return measure.kind === 'removed' ? `removed ${measure.modality}` : measure.kind;
}

export function measureTitle(measure: Measure): string {
  return measure.kind === 'removed' ? words.removed(shownName(measure.modality)) : words.measures[measure.kind];
}

/** What these cells have values of. */
export function measuresOf(cells: readonly CellAggregate[]): readonly Measure[] {
  const isAttacked = cells.some(({ attack }) => attack !== null);
  const modalities = [...new Set(cells.flatMap(({ removed }) => Object.keys(removed)))];
  return [
    { kind: 'accuracy' },
    ...(isAttacked ? ([{ kind: 'robust-accuracy' }, { kind: 'success-rate' }] as const) : []),
    ...modalities.map((modality) => ({ kind: 'removed', modality }) as const),
  ];
}

/**
 * Titles of the attacks that the measure can be read under, those of most runs first, removals before others; none for
 * clean accuracy.
 */
export function attacksOf(cells: readonly CellAggregate[], measure: Measure): readonly string[] {
  if (measure.kind === 'accuracy') return [];
  const attacked = groupedBy(
    cells.filter((cell) => cell.attack !== null && valueOf(cell, measure) !== null),
    ({ attack }) => attack ?? '',
  );
  const attacks = [...attacked].map(([title, own]) => ({
    title,
    runs: new Set(own.map(({ run }) => run)).size,
    removes: own.some(({ kind }) => kind === 'removal'),
  }));
  return attacks
    .sort(
      (a, b) =>
        b.runs - a.runs ||
        Number(b.removes) - Number(a.removes) ||
        a.title.localeCompare(b.title, 'en', { numeric: true }),
    )
    .map(({ title }) => title);
}

/** Null where the cell has no such value: clean accuracy under an attack, a modality that the attack leaves alone. */
export function valueOf(cell: CellAggregate, measure: Measure): Estimate | null {
  const isClean = cell.attack === null;
  switch (measure.kind) {
    case 'accuracy':
      return isClean ? cell.accuracy : null;
    case 'robust-accuracy':
      return isClean ? null : cell.accuracy;
    case 'success-rate':
      return cell.successRate;
    case 'removed':
      return measure.modality in cell.removed ? cell.removed[measure.modality] : null;
    default:
      return measure satisfies never;
  }
}
