import { expect, test } from 'vitest';
import { withField } from '../../../src/renderer/parts/part-draft';
import { PlanDraft } from '../../../src/renderer/plans/plan-draft';
import {
  freeName,
  handedOver,
  seedsOf,
  subjectWithout,
  withAttack,
  withAttackBack,
  withDegradationBack,
  withoutAttack,
  withoutDegradation,
  withoutSubject,
  withSubject,
  withSubjectBack,
} from '../../../src/renderer/studies/plan-edits';

const recipe = { encoders: { image: { name: 'cnn' }, text: { name: 'mean-words' } }, fusion: { name: 'concat' } };
const plan = PlanDraft.parse({
  name: 'study',
  data: { dataset: 'd' },
  subjects: [{ name: 'both', recipe }],
  attacks: [
    { name: 'decoupling', modalities: ['image'] },
    { name: 'pgd', budgets: [{ image: '0.50', text: '8/255' }] },
  ],
  requirements: [
    { measure: 'attack-success-rate', attack: 0, comparison: 'at-most', threshold: 0.5 },
    { measure: 'robust-accuracy', attack: 1, subject: 'both', comparison: 'at-least', threshold: 0.5 },
  ],
});

test('requirements follow the attacks that they are about', () => {
  const { attacks, requirements } = withoutAttack(plan, 0);
  expect(attacks.map(({ name }) => name)).toEqual(['pgd']);
  expect(requirements.map(({ attack }) => attack)).toEqual([undefined, 0]);
});

test('requirements follow the failing inputs that they are about, and find them again', () => {
  const about: PlanDraft = {
    ...plan,
    degradations: [
      { name: 'noise', modalities: ['image'] },
      { name: 'missing', modalities: ['text'] },
    ],
    requirements: [
      { measure: 'degraded-accuracy', degradation: 0, level: 0.3, comparison: 'at-least', threshold: 0.5 },
      { measure: 'degraded-accuracy', degradation: 1, comparison: 'at-least', threshold: 0.5 },
      { measure: 'accuracy', comparison: 'at-least', threshold: 0.5 },
    ],
  };
  const taken = withoutDegradation(about, 0);
  expect(taken.requirements.map(({ degradation, level }) => [degradation, level])).toEqual([
    [undefined, undefined],
    [0, undefined],
    [undefined, undefined],
  ]);
  expect(withDegradationBack(taken, about, 0)).toEqual(about);
});

test('requirements follow the budgets that they are about', () => {
  const [first, second] = [{ image: 0.1 }, { image: 0.2 }];
  const about: PlanDraft = {
    ...plan,
    attacks: [{ name: 'pgd', budgets: [first, second] }],
    requirements: [0, 1, undefined].map((budget) => ({
      measure: 'robust-accuracy',
      attack: 0,
      ...(budget === undefined ? {} : { budget }),
      comparison: 'at-least',
      threshold: 0.5,
    })),
  };
  const budgetsAfter = (budgets: Record<string, number>[]): readonly (number | undefined)[] =>
    withAttack(about, 0, { name: 'pgd', budgets }).requirements.map(({ budget }) => budget);
  expect(budgetsAfter([second])).toEqual([undefined, 0, undefined]);
  expect(budgetsAfter([first, second, {}])).toEqual([0, 1, undefined]);
  expect(budgetsAfter([first, { image: 0.3 }])).toEqual([0, 1, undefined]);
  const taken = withoutAttack(about, 0);
  expect(taken.requirements.map(({ attack, budget }) => [attack, budget])).toEqual(
    [0, 1, 2].map(() => [undefined, undefined]),
  );
  expect(withAttackBack(taken, about, 0).requirements).toEqual(about.requirements);
});

test('requirements follow a model that gets another name', () => {
  const renamed = withSubject(plan, 0, { ...plan.subjects[0], name: 'fused' });
  expect(renamed.requirements.map(({ subject }) => subject)).toEqual([undefined, 'fused']);
});

test('attacks that are made on a model follow it to another name', () => {
  const [both] = plan.subjects;
  const other = { ...both, name: 'other' };
  const made: PlanDraft = {
    ...plan,
    subjects: [both, other],
    attacks: [...plan.attacks, { name: 'transfer', source: 'both', budgets: [{ image: 0.1 }] }],
  };
  expect(withSubject(made, 0, { ...both, name: 'plain' }).attacks.at(-1)?.source).toBe('plain');
  expect(withSubject(made, 1, { ...other, name: 'plain' }).attacks.at(-1)?.source).toBe('both');
});

test('the reference follows its model: to another name, away, and back', () => {
  const [both] = plan.subjects;
  const compared: PlanDraft = { ...plan, subjects: [both, { ...both, name: 'other' }], reference: 'both' };
  expect(withSubject(compared, 0, { ...both, name: 'plain' }).reference).toBe('plain');
  expect(withSubject(compared, 1, { ...both, name: 'plain' }).reference).toBe('both');
  expect(withoutSubject(compared, 1).reference).toBe('both');
  const without = withoutSubject(compared, 0);
  expect([without.subjects.map(({ name }) => name), without.reference]).toEqual([['other'], null]);
  expect(withSubjectBack(without, compared, 0)).toEqual(compared);
  expect(withSubjectBack({ ...without, reference: 'other' }, compared, 0).reference).toBe('other');
});

test('an emptied field takes its default again', () => {
  expect(withField({ a: 1, b: 2 }, 'a', '')).toEqual({ b: 2 });
  expect(withField({ a: 1 }, 'a', 0)).toEqual({ a: 0 });
});

test('seeds are read as they are typed; what is no number is left to the check', () => {
  expect(seedsOf('0, 1,2, ')).toEqual([0, 1, 2]);
  expect(seedsOf('0, x')).toEqual([0, 'x']);
});

test('radii are handed over as numbers, fractions as they are', () => {
  expect(handedOver(plan).attacks[1].budgets).toEqual([{ image: 0.5, text: 8 / 255 }]);
});

test('the model that does not read a modality is named', () => {
  const blind = { name: 'image only', recipe: { ...recipe, encoders: { image: { name: 'cnn' } } }, training: {} };
  expect(subjectWithout(plan, 'text')).toBeNull();
  expect(subjectWithout({ ...plan, subjects: [...plan.subjects, blind] }, 'text')).toBe('image only');
});

test('a name is numbered only where it is taken', () => {
  const numbered = (name: string, number: number): string => `${name} ${number}`;
  expect(freeName('late', ['concat'], numbered)).toBe('late');
  expect(freeName('late', ['late', 'late 2'], numbered)).toBe('late 3');
});
