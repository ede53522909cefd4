import { expect, test } from 'vitest';
import { singleSensorFinding } from '../../../src/analysis/segmentation/single-sensor';

const gap = (low: number | null, high: number | null) => ({ low, high });

test.each([
  ['one input whose attack leaves clearly less', [gap(0.1, 0.2), gap(-0.2, -0.05)], 'reproduced'],
  ['all leave clearly more', [gap(0.1, 0.2), gap(0.01, 0.1)], 'contradicted'],
  ['one interval holds zero', [gap(0.1, 0.2), gap(-0.01, 0.1)], 'inconclusive'],
  ['an interval that ends at zero', [gap(-0.2, 0)], 'inconclusive'],
  ['too few samples for an interval', [gap(null, null), gap(0.1, 0.2)], 'inconclusive'],
  ['nothing to compare', [], null],
] as const)('%s: %j is %s', (_, gaps, answer) => {
  expect(singleSensorFinding(gaps)).toBe(answer);
});
