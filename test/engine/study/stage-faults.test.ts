import { expect, it } from 'vitest';
import { stageFaults } from '../../../src/engine/study/stage-faults';
import { Recipe } from '../../../src/shared/recipe/recipe';
import { FusionChoice } from '../../../src/shared/recipe/fusions';
import { TrainingChoice } from '../../../src/shared/training/training';
import { notTogether } from '../../../src/shared/training/training-method';

const recipe = Recipe.parse({
  encoders: { image: { name: 'cnn' }, text: { name: 'mean-words' } },
  fusion: { name: 'late' },
});
const faults = (training: object, of = recipe): readonly string[] =>
  stageFaults(of, TrainingChoice.parse(training), 'training').map(
    ({ message, where, remedy }) => `${where ?? ''}: ${message} ${remedy ?? ''}`,
  );

it('inputs that are trained separately for good are an ensemble, and never learn on together', () => {
  const separate = { ...recipe, fusion: FusionChoice.parse({ name: 'late', separate: true }) };
  expect(faults({ method: 'ensemble' }, separate)).toEqual([]);
  for (const method of ['fine-tuned', 'adapters']) {
    expect(faults({ method }, separate)).toEqual([
      `training.method: is "${method}", which ${notTogether}. Give the fusion "separate": false, or the method "ensemble".`,
    ]);
  }
});
