import { expect, test } from 'vitest';
import { contrast, rgbOf } from '../../../src/renderer/charts/contrast';

test('contrasts are those of WCAG', () => {
  expect(contrast(rgbOf('#000000'), rgbOf('#ffffff'))).toBeCloseTo(21, 10);
  expect(contrast(rgbOf('#ff0000'), rgbOf('#ffffff'))).toBeCloseTo(3.998, 3);
  // The lightest grey that is readable on white, and the next.
  expect(contrast(rgbOf('#767676'), rgbOf('#ffffff'))).toBeGreaterThan(4.5);
  expect(contrast(rgbOf('#ffffff'), rgbOf('#777777'))).toBeLessThan(4.5);
});
