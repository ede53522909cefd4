import { describe, expect, test } from 'vitest';
import { answerTo, countDecisions, decisionAbout, decisionOf, needsReason } from '../../../src/analysis/flags/decision';
import type { FlagLevel } from '../../../src/shared/reports/flag-level';

describe('an answer to a warning', () => {
  test('is open until it is given, and when it is taken back', () => {
    const accepted = decisionOf('a', 'accepted', '');
    expect(accepted).toEqual({ flag: 'a', accepted: true, reason: '' });
    expect(answerTo('a', [])).toBe('open');
    expect(answerTo('a', [accepted!])).toBe('accepted');
    expect(answerTo('b', [accepted!])).toBe('open');
    expect(decisionOf('a', 'open', 'Known.')).toBeNull();
  });

  test('keeps its reason when it changes', () => {
    const refused = decisionOf('a', 'refused', 'Known.');
    expect(refused).toEqual({ flag: 'a', accepted: false, reason: 'Known.' });
    expect(answerTo('a', [refused!])).toBe('refused');
  });
});

describe('a decision', () => {
  test.each([
    ['void', true, true],
    ['warning', true, true],
    ['note', true, false],
    ['void', false, true],
    ['warning', false, true],
    ['note', false, true],
  ] as const)('about a %s (accepted: %s) needs a reason: %s', (level: FlagLevel, accepted, needed) => {
    expect(needsReason(level, accepted)).toBe(needed);
    const without = { flag: 'a', accepted, reason: ' ' };
    expect(decisionAbout({ key: 'a', level }, [without])).toEqual(needed ? undefined : without);
    for (const reason of ['', '\u200b', '\u2060 ']) {
      expect(decisionAbout({ key: 'a', level }, [{ ...without, reason }]) === undefined).toBe(needed);
    }
    const explained = { ...without, reason: 'Known.' };
    expect(decisionAbout({ key: 'a', level }, [explained])).toBe(explained);
  });

  test('about another finding is none', () => {
    expect(decisionAbout({ key: 'b', level: 'note' }, [{ flag: 'a', accepted: true, reason: '' }])).toBeUndefined();
  });

  test('counts as accepted, refused or open', () => {
    const accepted = { flag: 'a', accepted: true, reason: '' };
    const refused = { flag: 'b', accepted: false, reason: 'Too few.' };
    expect(countDecisions([accepted, refused, refused, undefined])).toEqual({ all: 4, open: 1, refused: 2 });
    expect(countDecisions([])).toEqual({ all: 0, open: 0, refused: 0 });
  });
});
