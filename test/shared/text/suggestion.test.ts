import { describe, expect, it } from 'vitest';
import { closest, editDistance, suggestion } from '../../../src/shared/text/suggestion';

describe('editDistance', () => {
  it.each<readonly [string, string, number]>([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['demo', 'dmeo', 1],
    // The restricted form edits no part twice; the unrestricted distance would be 2.
    ['ca', 'abc', 3],
  ])('turns %j into %j in %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('closest and suggestion', () => {
  const known = ['caption-match', 'emoji-groups', 'concat', 'product'];

  it('finds a misspelt, a shortened and a wrongly cased name', () => {
    expect(closest('captoin-match', known)).toEqual(['caption-match']);
    expect(closest('emo', known)).toEqual(['emoji-groups']);
    expect(closest('CONCAT', known)).toEqual(['concat']);
    expect(closest('resnet', known)).toEqual([]);
  });

  it('asks, lists, or says that there is nothing', () => {
    expect(suggestion('prodcut', known, 'fusions')).toBe('Did you mean "product"?');
    expect(suggestion('xyz', ['a', 'b'], 'things')).toBe('Known things: a, b.');
    expect(suggestion('xyz', [], 'things')).toBe('There are no things yet.');
  });
});
