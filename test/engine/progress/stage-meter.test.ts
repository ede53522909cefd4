import { describe, expect, it } from 'vitest';
import { StageMeter } from '../../../src/engine/progress/stage-meter';
import type { Progress } from '../../../src/shared/progress';

const fixed = { stage: 'attack', label: 'PGD', unit: 'samples', total: 100 } as const;

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
