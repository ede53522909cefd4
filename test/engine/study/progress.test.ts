import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AttackCell } from '../../../src/shared/plan';
import { AttackChoice } from '../../../src/shared/attack';
import { CellCosts } from '../../../src/engine/study/cell-costs';
import { coalesce } from '../../../src/engine/study/coalesce';
import { StageMeter } from '../../../src/engine/study/stage-meter';
import type { Progress } from '../../../src/shared/progress';

const fixed = { stage: 'attack', label: 'PGD', unit: 'samples', total: 100 } as const;

function report(stage: Progress['stage'], done: number): Progress {
  return { stage, label: stage, done, total: 10, unit: 'samples', rate: null, remaining: null, detail: null };
}

describe('a stage', () => {
  it('tells rate and remaining time from its first report on', () => {
    let now = 50_000;
    const reports: Progress[] = [];
    const meter = new StageMeter(
      (progress) => reports.push(progress),
      fixed,
      20,
      () => now,
    );
    // What came before the first report was waiting.
    now += 60_000;
    meter.advance(5, null);
    for (let second = 0; second < 3; second += 1) {
      now += 1_000;
      meter.advance(10, 'a cell');
    }
    expect(reports.map(({ done, rate, remaining }) => [done, rate, remaining])).toEqual([
      [25, null, null],
      [35, 10, 6.5],
      [45, 10, 5.5],
      [55, 10, 4.5],
    ]);
  });

  it('follows when the pace changes', () => {
    let now = 0;
    const reports: Progress[] = [];
    const meter = new StageMeter(
      (progress) => reports.push(progress),
      { ...fixed, total: 10_000 },
      0,
      () => now,
    );
    for (let second = 0; second < 60; second += 1) {
      meter.advance(100, null);
      now += 1_000;
    }
    for (let second = 0; second < 60; second += 1) {
      meter.advance(1, null);
      now += 1_000;
    }
    expect(reports.at(-1)?.rate).toBeCloseTo(1, 5);
  });
});

describe('what is left of cells that cost differently', () => {
  const attack = AttackChoice.parse({ name: 'pgd', budgets: [{ image: 0.1 }] });
  const cell = (model: string, attackIndex: number): AttackCell => ({
    kind: 'attack',
    id: `${model}/${attackIndex}`,
    model,
    attack,
    attackIndex,
    budgetIndex: 0,
    version: 1,
    seed: 1,
  });
  const [slow, fast] = [cell('a', 0), cell('a', 1)];
  const [slowOfB, fastOfB] = [cell('b', 0), cell('b', 1)];
  const cells = [slow, fast, slowOfB, fastOfB];
  const costs = (): CellCosts => new CellCosts(cells, new Map(cells.map(({ id }) => [id, 100])), 2);

  it('is not told while a kind of cell has not run', () => {
    const known = costs();
    expect(known.remaining()).toBeNull();
    known.record(slow, 10, 40);
    expect(known.remaining()).toBeNull();
  });

  it('counts every cell at its own cost, or at that of the same attack on another model', () => {
    const known = costs();
    known.record(slow, 10, 40);
    known.record(fast, 10, 1);
    expect(known.remaining()).toBeCloseTo((90 * 4 + 90 * 0.1 + 100 * 4 + 100 * 0.1) / 2);
    known.record(slowOfB, 10, 80);
    expect(known.remaining()).toBeCloseTo((90 * 4 + 90 * 0.1 + 90 * 8 + 100 * 0.1) / 2);
    known.record(fastOfB, 100, 10);
    known.record(slow, 90, 360);
    known.record(fast, 90, 9);
    expect(known.remaining()).toBeCloseTo((90 * 8) / 2);
    known.record(slowOfB, 90, 720);
    expect(known.remaining()).toBe(0);
  });
});

describe('coalescing', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('passes the newest report on, at most ten a second', () => {
    const passed: { readonly at: number; readonly done: number }[] = [];
    const { sink, flush } = coalesce(
      ({ done }) => passed.push({ at: Date.now(), done }),
      () => Date.now(),
    );
    for (let step = 0; step < 9_900; step += 1) {
      sink(report('attack', step / 1_000));
      vi.advanceTimersByTime(1);
    }
    sink(report('attack', 10));
    flush();
    expect(passed.at(-1)?.done).toBe(10);
    for (const { at } of passed) {
      expect(passed.filter((other) => other.at >= at && other.at < at + 1_000).length).toBeLessThanOrEqual(10);
    }
    expect(passed.length).toBeGreaterThan(70);
    vi.advanceTimersByTime(1_000);
    expect(passed.filter(({ done }) => done === 10)).toHaveLength(1);
  });

  it('tells overlapping stages one after the other, each to its end', () => {
    const passed: string[] = [];
    const { sink } = coalesce(
      ({ stage, done }) => passed.push(`${stage} ${done}`),
      () => Date.now(),
    );
    const say = (stage: Progress['stage'], done: number): void => {
      sink(report(stage, done));
      vi.advanceTimersByTime(200);
    };
    say('training', 5);
    say('clean', 1);
    say('training', 8);
    say('attack', 2);
    say('training', 10);
    say('clean', 10);
    say('attack', 3);
    expect(passed).toEqual(['training 5', 'training 8', 'training 10', 'clean 1', 'clean 10', 'attack 2', 'attack 3']);
  });
});
