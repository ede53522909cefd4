import { expect, it } from 'vitest';
import { rateOf } from '../../../../src/analysis/statistics/estimate';
import { accuracySoFar, total, withMore } from '../../../../src/renderer/runs/run/recorded';

const first = withMore(new Map(), {
  a: [
    { group: 'x', count: 2, correct: 1 },
    { group: 'y', count: 1, correct: 1 },
  ],
  b: [{ group: 'x', count: 1, correct: 0 }],
});

it('adds what came since, group by group, and leaves other cells as they are', () => {
  const then = withMore(first, { a: [{ group: 'x', count: 3, correct: 3 }] });
  expect(then.get('a')).toEqual(
    new Map([
      ['x', { hits: 4, count: 5 }],
      ['y', { hits: 1, count: 1 }],
    ]),
  );
  expect(then.get('b')).toBe(first.get('b'));
  expect(total(then)).toBe(7);
  expect(total(first)).toBe(4);
});

it('has the interval that the analysis gives the same samples, by their real units', () => {
  const samples = [
    { hit: true, group: 'x' },
    { hit: false, group: 'x' },
    { hit: true, group: 'y' },
  ];
  expect(accuracySoFar(first, 'a')).toEqual(rateOf(samples));
  expect(accuracySoFar(first, 'none yet')).toMatchObject({ value: null, n: 0 });
});
