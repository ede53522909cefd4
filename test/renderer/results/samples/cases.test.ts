import { describe, expect, test } from 'vitest';
import { removalCost } from '../../../../src/analysis/measures/removed';
import { casesOf, countOutcomes, outcomeOf, outcomes } from '../../../../src/renderer/results/samples/cases';
import { decoupling, pgd, syntheticRun } from '../../../analysis/synthetic-run';

const { run, records } = syntheticRun({
  count: 60,
  subjects: ['concat'],
  attacks: [decoupling(), pgd([{ image: 0.1 }])],
});
const cells = run.expansion.cells.filter(({ kind }) => kind === 'attack').map(({ id }) => id);

describe('samples under an attack', () => {
  test.each(cells)('every sample of cell %s has one outcome, and the filter shows just those', (cell) => {
    const counts = countOutcomes(records, cell);
    const all = casesOf(records, cell, null, 'data');
    expect(all).toHaveLength(60);
    for (const outcome of outcomes) {
      const shown = casesOf(records, cell, outcome, 'data');
      expect(shown).toHaveLength(counts[outcome]);
      expect(shown.every((record) => outcomeOf(record) === outcome)).toBe(true);
    }
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(60);
  });

  test('the smallest removal comes first, what was not attacked last', () => {
    const ordered = casesOf(records, cells[0], null, 'least-removed');
    const costs = ordered.flatMap((record) =>
      record.kind === 'removal' && record.attacked ? removalCost(record) : [],
    );
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(new Set(costs).size).toBeGreaterThan(1);
    const wrong = ordered.findIndex((record) => !record.attacked);
    expect(wrong).toBeGreaterThan(0);
    expect(ordered.slice(wrong).every((record) => !record.attacked)).toBe(true);
  });
});
