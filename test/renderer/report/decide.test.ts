import { expect, test } from 'vitest';
import { answerTo, withAnswer, withReason } from '../../../src/renderer/report/decide';

test('a warning is open until it is answered, and when it is opened again', () => {
  const accepted = withAnswer([], 'a', 'accepted');
  expect(answerTo([], 'a')).toBe('open');
  expect(answerTo(accepted, 'a')).toBe('accepted');
  expect(answerTo(accepted, 'b')).toBe('open');
  expect(withAnswer(accepted, 'a', 'open')).toEqual([]);
});

test('a reason stays when the answer changes', () => {
  const explained = withReason(withAnswer([], 'a', 'accepted'), 'a', 'Known.');
  expect(withAnswer(explained, 'a', 'refused')).toEqual([{ flag: 'a', accepted: false, reason: 'Known.' }]);
});
