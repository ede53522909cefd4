import { expect, it } from 'vitest';
import { keptEpochs, keptInLog } from '../../../src/shared/training/kept-epochs';

const curve = Array.from({ length: 9 }, (_, index) => ({
  ...{ epoch: index + 1, step: index + 1, trainLoss: 1, trainAccuracy: 0.5 },
  ...{ validationLoss: 1, validationAccuracy: 0.5 },
}));

it('of inputs that were trained each by itself, each has an epoch of its own', () => {
  const test = { correct: 1, count: 2 };
  const alone = { image: { epochs: 5, bestEpoch: 4, test }, text: { epochs: 4, bestEpoch: 2, test } };
  expect(keptEpochs({ bestEpoch: 7, curve })).toBe('7 of 9');
  expect(keptEpochs({ bestEpoch: 7, curve, alone })).toBe('image 4 of 5, text 2 of 4');
  expect(keptInLog({ bestEpoch: 7, curve })).toBe('kept is epoch 7 of 9');
  // A log names nothing of the data.
  expect(keptInLog({ bestEpoch: 7, curve, alone })).not.toContain('image');
});
