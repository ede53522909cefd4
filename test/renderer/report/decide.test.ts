import { expect, test } from 'vitest';
import { answered, answerTo } from '../../../src/renderer/report/decide';

test('a warning is open until it is answered, and when it is opened again', () => {
  const accepted = answered(null, 'a', 'accepted');
  expect(accepted).toEqual({ flag: 'a', accepted: true, reason: '' });
  expect(answerTo([], 'a')).toBe('open');
  expect(answerTo(accepted === null ? [] : [accepted], 'a')).toBe('accepted');
  expect(answerTo(accepted === null ? [] : [accepted], 'b')).toBe('open');
  expect(answered(accepted, 'a', 'open')).toBeNull();
});

test('a reason stays when the answer changes', () => {
  const explained = { flag: 'a', accepted: true, reason: 'Known.' };
  expect(answered(explained, 'a', 'refused')).toEqual({ flag: 'a', accepted: false, reason: 'Known.' });
});
