import { describe, expect, it } from 'vitest';
import { comparedPairs } from '../../../src/shared/plan/compared-pairs';
import type { StudyPlan } from '../../../src/shared/plan/plan';

function plan(
  reference: string | null,
  chosen: Readonly<Record<string, readonly string[]>>,
): Pick<StudyPlan, 'reference' | 'subjects'> {
  const subjects = Object.entries(chosen).map(([name, comparedWith]) => ({ name, comparedWith }));
  return { reference, subjects: subjects as unknown as StudyPlan['subjects'] };
}

const all = ['a', 'b', 'c', 'd'];
const none = { a: [], b: [], c: [], d: [] };

describe('who is compared with whom', () => {
  it.each<[string, Pick<StudyPlan, 'reference' | 'subjects'>, readonly string[]]>([
    ['every pair', plan(null, none), ['ab', 'ac', 'ad', 'bc', 'bd', 'cd']],
    ['each with the reference', plan('b', none), ['ab', 'cb', 'db']],
    ['those that name others with these alone', plan('a', { ...none, d: ['c', 'b'] }), ['ba', 'ca', 'dc', 'db']],
    ['those without, every pair of them', plan(null, { ...none, d: ['c'] }), ['ab', 'ac', 'bc', 'dc']],
    ['two that name each other, once', plan(null, { a: ['b'], b: ['a'], c: ['a'], d: ['a'] }), ['ab', 'ca', 'da']],
    ['the reference too, where it names another', plan('a', { ...none, a: ['b'] }), ['ab', 'ca', 'da']],
  ])('%s', (_title, given, pairs) => {
    expect(comparedPairs(all, given).map((pair) => pair.join(''))).toEqual(pairs);
  });

  it('leaves out of whom there are no results', () => {
    expect(comparedPairs(['a', 'c'], plan('b', { ...none, c: ['a', 'd'] }))).toEqual([['c', 'a']]);
  });
});
