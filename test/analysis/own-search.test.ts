import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import type { ModelAnalysis } from '../../src/analysis/model-analysis';
import { summaryText } from '../../src/analysis/summary';
import type { AttackDraft } from '../../src/shared/planning/attack-presets';
import type { RemovalRecord } from '../../src/shared/records/record';
import { decoupling, editRemovals, syntheticRun, type SyntheticOptions } from './synthetic-run';

const both = ['image', 'text'];
const labSearch = (more: object = {}): AttackDraft => ({ name: 'lab-search', modalities: both, ...more });
const grid = { stop: { rule: 'grid' as const, cells: 3 } };

/** Pixels and words that each attack removes from a sample of 784 pixels and 16 words; null: it fails. */
type Removes = (attack: string, row: number) => readonly [pixels: number, words: number] | null;

function withRemovals(removes: Removes, attacks: AttackDraft[]): SyntheticOptions {
  return {
    count: 40,
    subjects: ['concat'],
    accuracy: () => 1,
    success: () => 1,
    attacks,
    edit: editRemovals((record): RemovalRecord => {
      if (record.found === null) return record;
      const attackIndex = Number(record.cell.split('-').at(-2));
      const removed = removes(attacks[attackIndex].name, record.row);
      const [image, text] = removed ?? [0, 0];
      return {
        ...record,
        elements: { image: 784, text: 16 },
        claimed: removed !== null,
        found: removed === null ? null : { ...record.found, share: { removed: { image, text } } },
        queries: { ...record.queries, search: 100, combination: attacks[attackIndex].name === 'decoupling' ? 60 : 50 },
      };
    }),
  };
}

const measured = (removes: Removes, attacks: AttackDraft[]): ModelAnalysis =>
  analyse(syntheticRun(withRemovals(removes, attacks))).subjects[0].models[0];

describe('the lab’s own search beside decoupling', () => {
  /** Decoupling breaks every other row by half the picture; the own search all, by a quarter of it, or by four words. */
  const removes: Removes = (attack, row) => {
    if (attack === 'decoupling') return row % 2 === 0 ? [392, 0] : null;
    return row % 2 === 0 ? [196, 0] : [0, 4];
  };

  test('is paired by sample: on those that both break, and on all with failures as 1', () => {
    const [own] = measured(removes, [decoupling(), labSearch()]).ownSearches;
    const { n, broken } = own;
    const evenShare = broken.both / n;
    expect(broken).toEqual({ own: n, rival: broken.both, both: broken.both });
    expect(broken.both).toBeGreaterThan(0);
    expect(broken.both).toBeLessThan(n);
    expect(own.byModality.image.both.value).toBeCloseTo(-0.25, 12);
    expect(own.byModality.text.both.value).toBe(0);
    expect(own.mean.both.value).toBeCloseTo(-0.125, 12);
    expect(own.mean.both.n).toBe(broken.both);
    // Failures of decoupling cost 1 of either input, where the own search takes a quarter of the words.
    expect(own.mean.all.value).toBeCloseTo(evenShare * -0.125 + (1 - evenShare) * (0.125 - 1), 12);
    expect(own.pooled.all.value).toBeCloseTo(evenShare * (-196 / 800) + (1 - evenShare) * (4 / 800 - 1), 12);
    expect(own.mean.all.high).toBeLessThan(0);
    expect(own.queries.own.value).toBe(150);
    expect(own.queries.rival.value).toBe(160);
  });

  test('a difference is of own − decoupling: where the own search removes more, it is above 0', () => {
    const [own] = measured(
      (attack) => (attack === 'decoupling' ? [10, 0] : [20, 0]),
      [labSearch(), decoupling()],
    ).ownSearches;
    expect(own.byModality.image.both.value).toBeCloseTo(10 / 784, 12);
    expect(own.mean.all.value).toBeCloseTo(5 / 784, 12);
  });

  test.each([
    ['another criterion', { criterion: { name: 'label' } }],
    ['another fill', { fills: { image: 'black' } }],
    ['other modalities', { modalities: ['image'] }],
  ])('is not set beside a decoupling attack with %s, whose queries it was not held to', (_title, more) => {
    expect(measured(removes, [decoupling(), labSearch(more)]).ownSearches).toEqual([]);
  });

  test('has no legacy count, and decoupling stays what verdicts are about', () => {
    const run = analyse(syntheticRun(withRemovals(removes, [labSearch(), decoupling()])));
    expect(run.subjects[0].models[0].removals[0].legacyMean.value).toBeNull();
    const lines = summaryText(run).join('\n');
    expect(lines).toMatch(/own − decoupling, where both succeed +−12\.5/);
    expect(lines).toMatch(/own − decoupling, fail = all +−/);
  });
});

describe('beside the least there is', () => {
  const exhaustive: AttackDraft = { name: 'exhaustive', modalities: both };
  const removes: Removes = (attack, row) => {
    if (attack === 'exhaustive') return row % 4 === 3 ? null : [0, 2];
    if (attack === 'decoupling') return row % 4 === 0 ? [0, 2] : row % 4 === 1 ? [0, 4] : null;
    return row % 4 === 3 ? null : [0, 2];
  };

  test('counts where it is found, how many times as much is removed, and what is missed', () => {
    const { besideMinimum, removals } = measured(removes, [decoupling(), labSearch(), exhaustive].map(onGrid));
    const breakable = removals[2].successRate.hits;
    expect(besideMinimum.map(({ setting }) => setting.choice.name)).toEqual(['decoupling', 'lab-search']);
    const [theirs, own] = besideMinimum;
    expect(own.reached).toMatchObject({ hits: breakable, n: breakable });
    expect(own.ratio.value).toBeCloseTo(1, 12);
    expect(own.missed).toBe(0);
    expect(theirs.reached.n).toBe(breakable);
    expect(theirs.reached.hits + theirs.missed).toBeLessThan(breakable);
    expect(theirs.ratio.value).toBeGreaterThan(1);
    expect(theirs.ratio.value).toBeLessThan(2);
  });

  test('searches that halve squares are not measured by it: their parts are others', () => {
    expect(measured(removes, [decoupling(), exhaustive]).besideMinimum).toEqual([]);
    const finer = { ...decoupling(), stop: { rule: 'grid' as const, cells: 4 } };
    expect(measured(removes, [finer, exhaustive]).besideMinimum).toEqual([]);
  });
});

function onGrid(attack: AttackDraft): AttackDraft {
  return attack.name === 'exhaustive' ? attack : { ...attack, ...grid };
}
