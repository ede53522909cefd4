import { expect, it } from 'vitest';
import { alternationFaults } from '../../../src/engine/study/alternation-faults';
import { TrainingChoice } from '../../../src/shared/training';
import { Recipe } from '../../../src/shared/recipe';

const recipe = Recipe.parse({
  encoders: { image: { name: 'cnn' }, text: { name: 'mean-words' } },
  fusion: { name: 'mla' },
});
const faults = (training: object): readonly string[] =>
  alternationFaults(recipe, TrainingChoice.parse(training), 'training').map(
    ({ message, where, remedy }) => `${where ?? ''}: ${message} ${remedy ?? ''}`,
  );

it('what would do nothing is refused by its place, with what it is by default', () => {
  expect(faults({ method: 'alternating', alternating: { modification: 'none', alpha: 2, rescaled: true } })).toEqual([
    'training.alternating.alpha: is 2, but the gradient of the shared head is taken as it is. Give 0.1, or another "modification".',
    'training.alternating.rescaled: is true, but the gradient of the shared head is taken as it is. Give false, or another "modification".',
  ]);
  expect(faults({ method: 'alternating', alternating: { alpha: 2, turns: 'random' } })).toEqual([]);
  expect(faults({ alternating: { turns: 'random' } })).toEqual([
    'training.alternating.turns: is "random", but training of one input after the other alone has it, and all learn at once. Give "fixed", or the method "alternating".',
  ]);
});
