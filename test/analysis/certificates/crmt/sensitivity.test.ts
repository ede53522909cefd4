import { expect, it } from 'vitest';
import { sensitivities } from '../../../../src/analysis/certificates/crmt/sensitivity';

it('a modality counts by its weights, and changes the decision by these times its slopes', () => {
  const found = sensitivities({
    weights: { image: [1, -3, 2], text: [0.5, 0, 0.25] },
    biases: [0, 0, 0],
    slopes: { image: [4, 1, 1], text: [2, 9, 8] },
    samples: 10,
    bounds: { image: 6, text: null },
    secondStep: null,
  });
  expect(found).toEqual([
    // Class 0 has the largest product, 1 · 4, class 1 the largest weight, 3, below zero.
    { modality: 'image', weight: 2, slope: 4, proven: 18 },
    { modality: 'text', weight: 0.25, slope: 2, proven: null },
  ]);
});
