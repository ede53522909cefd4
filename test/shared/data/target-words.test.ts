import { expect, test } from 'vitest';
import { askedWords, lossWords, saidName, type Target } from '../../../src/shared/data/target';

const labels: Target = { kind: 'labels' };
const value: Target = { kind: 'value', unit: 'm', range: [0, 18], tolerance: 0.5 };

test('what was said: the class, the whole set, the value in its unit', () => {
  expect(saidName({ classes: ['no', 'yes'] }, { logits: [0, 2], predicted: 1 })).toBe('yes');
  expect(saidName({ classes: ['car', 'box'], target: labels }, { logits: [1, 1], predicted: 3 })).toBe('car + box');
  expect(saidName({ classes: ['depth'], target: value }, { logits: [7.25], predicted: 2 })).toBe('7.25 m');
});

test('a Huber loss is no number of nats', () => {
  expect(lossWords(undefined)).toMatch(/nats$/u);
  expect(lossWords(labels)).toMatch(/summed over the labels, in nats$/u);
  expect(lossWords(value)).toBe('Huber loss, in tolerances of 0.5 m');
});

test('what data ask for, pixels too', () => {
  expect(askedWords({ classes: ['no', 'yes'] })).toBe('one of 2 classes');
  expect(askedWords({ classes: ['car', 'box', 'wall'], target: labels })).toBe('3 labels, any of them');
  expect(askedWords({ classes: ['depth'], target: value })).toBe('a value, right within 0.5 m');
  expect(askedWords({ classes: ['no', 'yes'], pixelClasses: ['road', 'car', 'sky'] })).toBe(
    'one of 2 classes; of every pixel one of 3 classes',
  );
});
