import { expect, it, test } from 'vitest';
import { roundedDuration } from '../../src/analysis/rounded-duration';
import { timeText } from '../../src/analysis/time-text';
import { filledIn, usualTimes } from '../../src/analysis/usual-times';
import { demoPlans } from '../../src/shared/planning/demo-plans';
import { syntheticRun } from './synthetic-run';

test.each([
  [0.2, '5 s'],
  [42, '40 s'],
  [57, '55 s'],
  [58, '1 min'],
  [200, '3 min'],
  [1620, '25 min'],
  [3590, '1 h'],
  [5000, '1.5 h'],
  [10_900, '3 h'],
  [62_000, '17 h'],
  [260_000, '3 days'],
])('%s s are about %s', (seconds, text) => {
  expect(roundedDuration(seconds)).toBe(text);
});

const known = { training: 125, attacks: 190, notTimed: [], rough: false };

test('a time is one line, and no finer than it is known', () => {
  expect(timeText(known)).toEqual({ line: 'about 5 min, of which 2 min training', detail: null });
  expect(timeText({ ...known, training: 0 })).toEqual({ line: 'about 3 min, nothing to train', detail: null });
  expect(timeText({ ...known, rough: true })).toEqual({
    line: 'roughly 5 min, of which 2 min training',
    detail: 'Rough: from a few steps timed on this machine and the most that each attack may ask.',
  });
});

test('what is not known is not counted, and said below', () => {
  expect(timeText({ ...known, training: null })).toEqual({
    line: 'at least 3 min',
    detail: 'How long training takes is not known yet.',
  });
  expect(timeText({ ...known, attacks: null }).line).toBe('at least 2 min');
  expect(timeText({ ...known, notTimed: ['a', 'b', 'c', 'd', 'e'] })).toEqual({
    line: 'at least 5 min, of which 2 min training',
    detail: 'Not timed here yet and not counted: a, b, c and 2 more.',
  });
  expect(timeText({ training: null, attacks: null, notTimed: [], rough: false })).toEqual({
    line: 'not known yet',
    detail: 'Nothing like it was computed in this lab before.',
  });
});

test('what is taken from elsewhere is called rough', () => {
  const { line, detail } = timeText(filledIn(null, usualTimes.hardening, []));
  expect(line).toBe('roughly 5 min, of which 3 min training');
  expect(detail).toMatch(/^Rough: .* this one was not timed yet\.$/u);
});

it('is filled in where this machine says nothing, in proportion to what it trained', () => {
  const usual = { training: 100, attacks: 50 };
  expect(filledIn(known, usual, [])).toBe(known);
  expect(filledIn({ ...known, training: null }, usual, [])).toEqual({
    ...{ training: 100, attacks: 190, notTimed: [], rough: true, elsewhere: 'as it was' },
  });
  expect(filledIn({ ...known, notTimed: ['FGSM'] }, usual, [])).toMatchObject({ training: 125, attacks: 50 });
  const [{ data, subjects }] = demoPlans('quick');
  const [{ recipe, training }] = subjects;
  const trained = {
    ...syntheticRun().models[0],
    spec: { dataset: data.dataset, recipe, training, seed: 7 },
    seconds: 44,
  };
  expect(filledIn(null, usual, [trained])).toMatchObject({ training: 200, attacks: 100, elsewhere: 'in proportion' });
});
