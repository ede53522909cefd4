import { expect, test } from 'vitest';
import { belowAnswer, fallAnswer } from '../../../src/analysis/segmentation/single-sensor';

const interval = (low: number | null, high: number | null) => ({ low, high });

test.each([
  ['one sensor whose attack clearly takes something', [interval(-0.01, 0.005), interval(0.02, 0.4)], 'reproduced'],
  ['none that can have taken a point', [interval(-0.02, 0.009), interval(-0.1, 0)], 'contradicted'],
  ['an interval that holds none and much', [interval(-0.02, 0.009), interval(-0.01, 0.1)], 'inconclusive'],
  ['an interval that begins at zero', [interval(0, 0.2)], 'inconclusive'],
  ['too few samples for an interval', [interval(null, null), interval(-0.2, 0)], 'inconclusive'],
  ['no sensor attacked by itself', [], null],
] as const)('a fall, by %s: %j is %s', (_, losses, answer) => {
  expect(fallAnswer(losses)).toBe(answer);
});

test.each([
  ['one input whose attack leaves clearly less', [interval(0.1, 0.2), interval(-0.2, -0.05)], 'below'],
  ['all leave clearly more', [interval(0.1, 0.2), interval(0.01, 0.1)], 'above'],
  ['one interval holds zero', [interval(0.1, 0.2), interval(-0.01, 0.1)], 'inconclusive'],
  ['an interval that ends at zero', [interval(-0.2, 0)], 'inconclusive'],
  ['too few samples for an interval', [interval(null, null), interval(0.1, 0.2)], 'inconclusive'],
  ['nothing to compare', [], null],
] as const)('below a single sensor, by %s: %j is %s', (_, gaps, answer) => {
  expect(belowAnswer(gaps)).toBe(answer);
});
