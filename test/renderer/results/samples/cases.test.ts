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
    const isWrong = ordered.map((record) => outcomeOf(record) === 'wrong-before');
    const wrong = isWrong.indexOf(true);
    expect(wrong).toBeGreaterThan(0);
    expect(isWrong.slice(wrong)).not.toContain(false);
  });
});

describe('samples with an input that fails', () => {
  const failing = syntheticRun({
    count: 80,
    subjects: ['concat'],
    attacks: [],
    accuracy: () => 0.7,
    plan: { degradations: [{ name: 'noise', modalities: ['image'], levels: [0.5, 1] }] },
    // Some that were wrong are right under noise.
    edit: (record) =>
      record.kind === 'degraded' && record.row % 5 === 0
        ? { ...record, degraded: { predicted: record.label, logits: [1 - record.label, record.label] } }
        : record,
  });
  const subject = failing.models[0].id;
  const degraded = failing.run.expansion.cells.filter((cell) => cell.kind === 'degraded' && cell.model === subject);

  test.each(degraded.map(({ id }) => id))(
    'cell %s: right answers are lost or kept, wrong ones mended or not',
    (cell) => {
      const counts = countOutcomes(failing.records, cell);
      const all = casesOf(failing.records, cell, null, 'data');
      expect(all).toHaveLength(80);
      expect(counts.lost + counts.kept + counts.gained + counts['wrong-still']).toBe(80);
      expect(counts.lost + counts.kept).toBe(56);
      for (const outcome of ['lost', 'kept', 'gained', 'wrong-still'] as const) {
        const shown = casesOf(failing.records, cell, outcome, 'data');
        expect(shown).toHaveLength(counts[outcome]);
        expect(shown.length).toBeGreaterThan(0);
        for (const record of shown) {
          if (record.kind !== 'degraded') throw new Error('No attack was run.');
          expect(record.clean.predicted === record.label).toBe(outcome === 'lost' || outcome === 'kept');
          expect(record.degraded.predicted === record.label).toBe(outcome === 'kept' || outcome === 'gained');
        }
      }
    },
  );

  test('what more steps of a fusion would answer otherwise is lost', () => {
    const [record] = casesOf(failing.records, degraded[0].id, 'kept', 'data');
    if (record.kind !== 'degraded') throw new Error('No attack was run.');
    const settled = { residuals: [1], solved: false, doubled: 1 - record.label };
    expect(outcomeOf({ ...record, settled })).toBe('lost');
  });
});

test('a sample that an ensemble voted on ends as most of its draws say, the first class among equals', () => {
  const [{ row, group, sample, clean }] = records;
  const voted = (votes: number[], label: number) =>
    outcomeOf({ kind: 'certificate', cell: 'c', row, group, sample, clean, label, votes, pools: [] });
  expect(voted([60, 40], 0)).toBe('voted-right');
  expect(voted([40, 60], 0)).toBe('voted-wrong');
  expect(voted([50, 50], 1)).toBe('voted-wrong');
});
