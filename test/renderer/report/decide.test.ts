import { expect, test } from 'vitest';
import { answered, answerTo, decidedOf } from '../../../src/renderer/report/decide';

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

test('what is decided is counted over all runs, each by its own decisions', () => {
  const notices = [
    { run: 'one', flag: 'a', level: 'warning' },
    { run: 'one', flag: 'b', level: 'note' },
    { run: 'two', flag: 'a', level: 'warning' },
  ] as const;
  const decided = { one: [{ flag: 'a', accepted: false, reason: 'Too few.' }], two: [] };
  expect(decidedOf(notices, (run) => decided[run as keyof typeof decided])).toEqual({ all: 3, open: 2, refused: 1 });
});
