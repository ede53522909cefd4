import { expect, it } from 'vitest';
import { noWords, withTyped } from '../../../src/renderer/report/run-words';
import type { FlagDecision } from '../../../src/shared/reports/report-wishes';

const decision = (flag: string, reason: string): FlagDecision => ({ flag, accepted: true, reason });
const stored = { notes: 'stored', decisions: [decision('a', 'as stored'), decision('b', 'as stored')] };

it('what was typed stands before what is stored', () => {
  expect(withTyped(stored, {})).toEqual(stored);
  expect(withTyped(stored, { notes: '' }).notes).toBe('');
  expect(withTyped(noWords, { notes: 'typed', decisions: { c: decision('c', 'typed') } })).toEqual({
    notes: 'typed',
    decisions: [decision('c', 'typed')],
  });
});

it('a decision that was made anew replaces the stored one, one that was opened again is gone', () => {
  const { notes, decisions } = withTyped(stored, { decisions: { a: null, b: decision('b', 'typed') } });
  expect(notes).toBe('stored');
  expect(decisions).toEqual([decision('b', 'typed')]);
});
