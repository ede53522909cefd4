import { describe, expect, it } from 'vitest';
import { ImportScore, meanOfRatios } from '../../../src/engine/server/import-score';
import { setCode } from '../../../src/shared/data/target';

const set = (...holds: readonly number[]): number => setCode(holds.map((one) => one === 1));

describe('what an imported model is measured by', () => {
  it('is right answers alone where one class is asked for', () => {
    const score = new ImportScore({ classes: ['a', 'b'] });
    score.add({ label: 1, group: 'g' }, { predicted: 1, logits: [0, 1] });
    score.add({ label: 1, group: 'g' }, { predicted: 0, logits: [1, 0] });
    expect(score.correct).toBe(1);
    expect(score.score).toBeNull();
  });

  it('of sets is macro F1 besides, a label of which nothing says anything counting as 0', () => {
    const score = new ImportScore({ classes: ['a', 'b', 'c'], target: { kind: 'labels' } });
    score.add({ label: set(1, 0, 0), group: '1' }, { predicted: set(1, 1, 0), logits: [1, 1, -1] });
    score.add({ label: set(1, 1, 0), group: '2' }, { predicted: set(1, 1, 0), logits: [1, 1, -1] });
    score.add({ label: set(1, 0, 0), group: '3' }, { predicted: set(0, 0, 0), logits: [-1, -1, -1] });
    expect(score.correct).toBe(1);
    // F1 of a: 4 / 5; of b: 2 / 3.
    expect(score.score?.name).toBe('macro-f1');
    expect(score.score?.value).toBeCloseTo((4 / 5 + 2 / 3) / 3, 12);
  });

  it('of values is their mean absolute error, which cannot be below 0', () => {
    const target = { kind: 'value', unit: '', range: [0, 9] as [number, number], tolerance: 1 } as const;
    const score = new ImportScore({ classes: ['v'], target });
    for (const [value, answer] of [
      [1, 1],
      [2, 4],
      [5, 5],
    ])
      // prettier-ignore
      score.add({ label: 0, target: Float32Array.of(value), group: String(value) }, { predicted: 0, logits: [answer] });
    expect(score.score).toMatchObject({ name: 'mean-absolute-error', low: 0 });
    expect(score.score?.value).toBeCloseTo(2 / 3, 12);
  });
});

describe('a mean of ratios', () => {
  it('has the interval of a mean where all below is one', () => {
    const units = [1, 2, 3, 4, 10].map((own) => ({ above: [own], below: [1] }));
    // Mean 4, sample variance 12.5, five units.
    const half = 1.959964 * Math.sqrt(12.5 / 5);
    const { value, low, high } = meanOfRatios(units, Infinity);
    expect([value, low, high].map((own) => own?.toFixed(6))).toEqual(
      [4, 4 - half, 4 + half].map((own) => own.toFixed(6)),
    );
  });

  it('counts units, not samples, and says nothing by one of them', () => {
    const pairs = [1, 0, 1, 1].map((own) => ({ above: [2 * own], below: [2] }));
    const singles = [1, 0, 1, 1].map((own) => ({ above: [own], below: [1] }));
    expect(meanOfRatios(pairs, 1)).toEqual(meanOfRatios(singles, 1));
    expect(meanOfRatios([{ above: [3], below: [4] }], 1)).toEqual({ value: 0.75, low: null, high: null });
  });
});
