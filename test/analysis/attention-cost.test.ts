import { expect, it } from 'vitest';
import { attendedSequences, attentionWords } from '../../src/analysis/attention-cost';
import { Recipe } from '../../src/shared/recipe/recipe';

const recipe = (fusion: object, ids = ['a', 'b', 'c']): Recipe =>
  Recipe.parse({ encoders: Object.fromEntries(ids.map((id) => [id, { name: 'raw-steps' }])), fusion });

it('attention costs as much as there are levels to read: 15 of 5 layers, where MulT has 5', () => {
  const of = (memory: string): number | null => attendedSequences(recipe({ name: 'mult', memory }));
  expect([of('level-0'), of('top')]).toEqual([5, 5]);
  expect([of('average'), of('gate'), of('concat')]).toEqual([15, 15, 15]);
  expect(attentionWords(recipe({ name: 'mult', memory: 'gate' }))).toBe(
    '6 directions, each attends to 15 sequences (MulT: 5)',
  );
  expect(attentionWords(recipe({ name: 'mult' }, ['a', 'b']))).toBe('2 directions, each attends to 5 sequences');
});

it('nothing is told of other fusions, and of one input alone', () => {
  expect(attentionWords(recipe({ name: 'concat' }))).toBeNull();
  expect(attentionWords(recipe({ name: 'mult' }, ['a']))).toBeNull();
});
