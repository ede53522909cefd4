import { expect, it } from 'vitest';
import { optionLimit, trainingLimit, trainingReasons } from '../../../src/shared/planning/training-limits';
import { AlternatingTraining, TrainingChoice } from '../../../src/shared/training/training';
import { AdaptingChoice } from '../../../src/shared/training/adapting';
import { notAlternating, notApart, notTogether } from '../../../src/shared/training/training-method';

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

it('of inputs that begin each by itself it is not said that all learn at once', () => {
  for (const method of ['ensemble', 'fine-tuned', 'adapters']) {
    expect(trainingLimit('alternating.turns', concat, { method })).toBe(trainingReasons.begun);
  }
});

it('every option that the engine refuses says why, and no other does', () => {
  const late = { ...paired, fusion: { name: 'late' } };
  const separate = { ...paired, fusion: { name: 'late', separate: true } };
  const methods = TrainingChoice.shape.method.unwrap().options;
  const reasons = (recipe: Parameters<typeof trainingLimit>[1]) =>
    methods.map((option) => optionLimit('method', option, recipe, {}));
  expect(methods).toEqual(['joint', 'alternating', 'ensemble', 'fine-tuned', 'adapters']);
  expect(reasons(concat)).toEqual([null, notAlternating, notApart, notApart, notApart]);
  expect(reasons(mla)).toEqual([null, null, notApart, notApart, notApart]);
  expect(reasons(late)).toEqual([null, notAlternating, null, null, null]);
  expect(reasons(separate)).toEqual([null, notAlternating, null, notTogether, notTogether]);

  expect(optionLimit('encoders', 'shared', late, { method: 'ensemble' })).toBe(trainingReasons.own);
  expect(optionLimit('encoders', 'own', late, { method: 'ensemble' })).toBeNull();
  expect(optionLimit('encoders', 'shared', late, {})).toBeNull();

  const adapted = (option: string, method: string) => optionLimit('adapting.adapted', option, late, { method });
  expect(adapted('third', 'adapters')).toBe('the recipe reads 2 inputs');
  expect(adapted('second', 'adapters')).toBeNull();
  // Of other methods the whole field has its reason.
  expect(adapted('third', 'ensemble')).toBeNull();
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
