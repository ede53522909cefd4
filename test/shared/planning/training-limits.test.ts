import { expect, it } from 'vitest';
import { trainingLimit, trainingReasons } from '../../../src/shared/planning/training-limits';
import { AlternatingTraining, TrainingChoice } from '../../../src/shared/training';
import { AdaptingChoice } from '../../../src/shared/adapting';
import { notAlternating, notApart } from '../../../src/shared/training-method';

const paired = { encoders: { image: { name: 'cnn' }, text: { name: 'mean-words' } } };
const concat = { ...paired, fusion: { name: 'concat' } };
const mla = { ...paired, fusion: { name: 'mla' } };
const fields = [
  ...Object.keys(TrainingChoice.shape),
  ...Object.keys(AlternatingTraining.shape).map((field) => `alternating.${field}`),
];
const limited = (...of: [Parameters<typeof trainingLimit>[1], Parameters<typeof trainingLimit>[2]]) =>
  fields.flatMap((field) => {
    const reason = trainingLimit(field, ...of);
    return reason === null || ['alternating', 'adapting', 'pretraining'].includes(field) ? [] : [[field, reason]];
  });

it('while all learn at once, nothing of alternating training can be set', () => {
  expect(limited(mla, { method: 'joint' })).toEqual(
    Object.keys(AlternatingTraining.shape).map((field) => [`alternating.${field}`, trainingReasons.joint]),
  );
  // A form that was not touched has no method yet.
  expect(limited(mla, {})).toEqual(limited(mla, { method: 'joint' }));
});

it('one input after the other learns only where the fusion is made for it', () => {
  expect(limited(concat, { method: 'alternating' })).toEqual([
    ['method', `${notAlternating}; an ensemble ${notApart}`],
  ]);
  expect(limited(mla, { method: 'alternating' })).toEqual([]);
});

it('of a gradient that is taken as it is, nothing says how it is modified', () => {
  expect(limited(mla, { method: 'alternating', alternating: { modification: 'none' } })).toEqual(
    ['alpha', 'alphaFalls', 'rescaled'].map((field) => [`alternating.${field}`, trainingReasons.plain]),
  );
});

it('without labels only an encoder of skeletons learns', () => {
  expect(trainingLimit('pretraining.epochs', concat, {})).toBe(trainingReasons.labelled);
  expect(trainingLimit('pretraining.epochs', { encoders: { skeleton: { name: 'umurl' } } }, {})).toBeNull();
});

it('an ensemble needs a head of each input, and how adapters are is told of adapters alone', () => {
  expect(trainingLimit('method', { ...paired, fusion: { name: 'late' } }, {})).toBeNull();
  const own = Object.keys(AdaptingChoice.shape);
  const reasons = (method: string) => own.map((field) => trainingLimit(`adapting.${field}`, concat, { method }));
  expect(reasons('adapters')).toEqual(own.map(() => null));
  expect(reasons('ensemble')).toEqual(own.map(() => trainingReasons.apart));
  expect(own.filter((_, at) => reasons('fine-tuned')[at] === null)).toEqual(['epochs', 'learningRate']);
});
