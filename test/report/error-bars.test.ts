import { expect, test } from 'vitest';
import { errorBars } from '../../src/report/charts/error-bars';

test('bars reach the bounds, and are none where a bound or the value is not known', () => {
  const bars = errorBars(
    [
      { value: 0.5, low: 0.25, high: 0.75 },
      { value: 0.5, low: null, high: 1 },
      { value: null, low: null, high: null },
    ],
    { color: 'red', scale: 4 },
  );
  expect(bars).toMatchObject({ array: [1, 2, 0], arrayminus: [1, 0, 0], color: 'red' });
});
