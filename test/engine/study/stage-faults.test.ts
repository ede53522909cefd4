import { expect, it } from 'vitest';
import { stageFaults } from '../../../src/engine/study/stage-faults';
import { Recipe } from '../../../src/shared/recipe';
import { TrainingChoice } from '../../../src/shared/training';

const recipe = Recipe.parse({
  encoders: { image: { name: 'cnn' }, text: { name: 'mean-words' } },
  fusion: { name: 'late' },
});
const faults = (training: object): readonly string[] =>
  stageFaults(recipe, TrainingChoice.parse(training), 'training').map(
    ({ message, where, remedy }) => `${where ?? ''}: ${message} ${remedy ?? ''}`,
  );

it('what would do nothing is refused by its place, with what it is by default', () => {
  expect(
    faults({ method: 'adapters', adapting: { adapterRank: 2, adapted: 'second', answerHeads: 'trained' } }),
  ).toEqual([]);
  expect(faults({ method: 'fine-tuned', adapting: { epochs: 2, learningRate: 1e-4 } })).toEqual([]);
  expect(faults({ method: 'fine-tuned', adapting: { scaling: 2 } })).toEqual([
    'training.adapting.scaling: is 2, but all weights learn on, without adapters. Give 4, or the method "adapters".',
  ]);
  expect(faults({ method: 'ensemble', adapting: { epochs: 2 } })).toEqual([
    'training.adapting.epochs: is 2, but training that goes on from an ensemble alone has it. Give 8, or the method "adapters".',
  ]);
});
