import { expect, it } from 'vitest';
import { idleFields } from '../../../src/engine/study/idle-fields';
import { trainingReasons } from '../../../src/shared/planning/training-limits';
import { Recipe } from '../../../src/shared/recipe/recipe';
import { TrainingChoice } from '../../../src/shared/training/training';

const encoders = { image: { name: 'cnn' }, text: { name: 'mean-words' } };
const faults = (fusion: string, training: object): readonly string[] =>
  idleFields(Recipe.parse({ encoders, fusion: { name: fusion } }), TrainingChoice.parse(training), 'training').map(
    ({ message, where, remedy }) => `${where ?? ''}: ${message} ${remedy ?? ''}`,
  );

it('of alternating training, what would do nothing is refused by its place, with what it is by default', () => {
  expect(
    faults('mla', { method: 'alternating', alternating: { modification: 'none', alpha: 2, rescaled: true } }),
  ).toEqual([
    'training.alternating.alpha: is 2, but the gradient of the shared head is taken as it is. Give 0.1, or another "modification".',
    'training.alternating.rescaled: is true, but the gradient of the shared head is taken as it is. Give false, or another "modification".',
  ]);
  expect(faults('mla', { method: 'alternating', alternating: { alpha: 2, turns: 'random' } })).toEqual([]);
  expect(faults('mla', { alternating: { turns: 'random' } })).toEqual([
    'training.alternating.turns: is "random", but training of one input after the other alone has it, and all learn at once. Give "fixed", or the method "alternating".',
  ]);
});

it('of what follows an ensemble, what would do nothing is refused by its place, with what it is by default', () => {
  expect(
    faults('late', { method: 'adapters', adapting: { adapterRank: 2, adapted: 'second', answerHeads: 'trained' } }),
  ).toEqual([]);
  expect(faults('late', { method: 'fine-tuned', adapting: { epochs: 2, learningRate: 1e-4 } })).toEqual([]);
  expect(faults('late', { method: 'fine-tuned', adapting: { scaling: 2 } })).toEqual([
    'training.adapting.scaling: is 2, but all weights learn on, without adapters. Give 4, or the method "adapters".',
  ]);
  expect(faults('late', { method: 'ensemble', adapting: { epochs: 2 } })).toEqual([
    'training.adapting.epochs: is 2, but training that goes on from an ensemble alone has it. Give 8, or the method "adapters".',
  ]);
});

it('of training without labels every field does nothing where no encoder learns so, not its passes alone', () => {
  const remedy = 'or the encoder "umurl" to a skeleton.';
  expect(faults('concat', { pretraining: { epochs: 3, crop: 0.2 } })).toEqual([
    `training.pretraining.epochs: is 3, but ${trainingReasons.labelled}. Give 0, ${remedy}`,
    `training.pretraining.crop: is 0.2, but ${trainingReasons.labelled}. Give 0.5, ${remedy}`,
  ]);
  const skeleton = Recipe.parse({ encoders: { body: { name: 'umurl' } }, fusion: { name: 'concat' } });
  expect(idleFields(skeleton, TrainingChoice.parse({ pretraining: { crop: 0.2 } }), 'training')).toEqual([]);
});
