import { expect, it } from 'vitest';
import { alternationFaults } from '../../../src/engine/study/alternation-faults';
import { FusionChoice } from '../../../src/shared/recipe/fusions';
import { TrainingChoice } from '../../../src/shared/training/training';
import { notAlternating } from '../../../src/shared/training/training-method';
import { Recipe } from '../../../src/shared/recipe/recipe';

const recipe = Recipe.parse({
  encoders: { image: { name: 'cnn' }, text: { name: 'mean-words' } },
  fusion: { name: 'mla' },
});
const faults = (training: object, of = recipe): readonly string[] =>
  alternationFaults(of, TrainingChoice.parse(training), 'training').map(
    ({ message, where, remedy }) => `${where ?? ''}: ${message} ${remedy ?? ''}`,
  );

it('a fusion whose inputs share no head is refused by the method', () => {
  const late = { ...recipe, fusion: FusionChoice.parse({ name: 'late' }) };
  expect(faults({ method: 'alternating' })).toEqual([]);
  expect(faults({ method: 'joint' }, late)).toEqual([]);
  expect(faults({ method: 'alternating' }, late)).toEqual([
    `training.method: is "alternating", which ${notAlternating}, and the fusion is "late". Give the fusion "mla", or the method "joint".`,
  ]);
});
