import { expect, it } from 'vitest';
import { checkOneAnswer } from '../../../src/engine/server/one-answer';
import type { ModelDescription } from '../../../src/shared/models/model-description';

const model = (head: string) =>
  ({ title: 'concat', spec: { recipe: { head: { name: head } } } }) as unknown as ModelDescription;

it('is asked of no model that answers for every pixel', () => {
  expect(() => {
    checkOneAnswer(model('pixels'));
  }).toThrow('concat answers for every pixel');
  expect(() => {
    checkOneAnswer(model('mlp'));
  }).not.toThrow();
});
