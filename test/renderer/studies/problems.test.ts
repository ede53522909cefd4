import { expect, test } from 'vitest';
import { problemAt, problemExactlyAt, problemsBesides } from '../../../src/renderer/parts/problems';
import { texts } from '../../../src/renderer/texts/catalogue';
import { placeText, planProblems } from '../../../src/renderer/studies/problems';
import { LabError } from '../../../src/shared/errors';
import { parsePlan } from '../../../src/shared/plan-file';

function faultOf(plan: unknown): LabError {
  try {
    parsePlan(plan, 'plan');
  } catch (error) {
    if (error instanceof LabError) return error;
  }
  throw new Error('The plan is sound.');
}

const fault = faultOf({
  format: 'muroan.study',
  formatVersion: 1,
  name: '',
  data: { dataset: 'caption-match' },
  subjects: [{ name: 'a', recipe: { encoders: { image: { name: 'cnn' } }, fusion: { name: 'concat' } } }],
  attacks: [{ name: 'pgd', budgets: [{ image: 'much' }], steps: 0 }],
});

test('every problem of the check comes to its own field', () => {
  const problems = planProblems(fault, 1);
  expect(problems.map(({ where }) => where).sort()).toEqual([
    'plan.attacks[0].budgets[0].image',
    'plan.attacks[0].steps',
    'plan.name',
  ]);
  expect(problemAt(problems, 'plan.attacks[0].steps')).toContain('is 0.');
  expect(problemAt(problems, 'plan.attacks[0].budgets')).toBe(texts.ui.number.none('much'));
  expect(problemExactlyAt(problems, 'plan.attacks[0].budgets')).toBeUndefined();
  expect(problemAt(problems, 'plan.attacks[1]')).toBeUndefined();
});

test('the remedy is said with the problem', () => {
  const error = new LabError('invalid', 'is 9.', { where: 'plan.data.selection.count', remedy: 'Give at most 5.' });
  expect(planProblems(error, 1)).toEqual([{ where: 'plan.data.selection.count', text: 'is 9. Give at most 5.' }]);
});

test('an attack that a requirement lacks is asked for without an index, which counts otherwise than the screen', () => {
  const where = 'plan.requirements[0].attack';
  const error = new LabError('invalid', 'The plan is wrong.', { problems: [{ where, text: 'is missing.' }] });
  expect(planProblems(error, 4)).toEqual([{ where, text: 'Choose an attack of this plan.' }]);
  expect(planProblems(error, 0)).toEqual([{ where, text: 'is missing.' }]);
});

test('places are told in words, counted from one', () => {
  expect(placeText('plan.attacks[0].budgets[1].image')).toBe('Attack 1 · budget 2 · image');
  expect(placeText('plan.data.selection.count')).toBe('Samples');
  expect(placeText('plan.requirements[1].removedAtMost')).toBe('Requirement 2 · Removed at most');
  expect(placeText('plan.attacks[0].steps')).toBe('Attack 1 · steps');
  expect(placeText('plan.attacks[2]')).toBe('Attack 3');
  expect(placeText('plan.attacks')).toBe('Attacks');
  expect(placeText('plan.degradations[0].levels[1]')).toBe('Noise or missing input 1 · level 2');
  expect(placeText('plan.degradations[1].modalities')).toBe('Noise or missing input 2 · Inputs that suffer');
  expect(placeText('plan.degradations[1].by')).toBe('Noise or missing input 2 · replaced by');
  expect(placeText('plan.subjects[0].recipe.fusion.rankForm')).toBe('Model 1 · fusion · rank form');
  // A modality may be called as a field is.
  expect(placeText('plan.subjects[0].recipe.encoders.by.width')).toBe('Model 1 · encoders · by · width');
  expect(placeText('plan.attacks[0].budgets[0].by')).toBe('Attack 1 · budget 1 · by');
  expect(placeText('plan.degradations')).toBe('Noise and missing inputs');
});

test('a problem without a field of its own is said by the part it is in, and by no other', () => {
  const problems = [
    { where: 'plan.attacks[0].fills.image', text: 'is "red".' },
    { where: 'plan.attacks[0].steps', text: 'is 0.' },
    { where: 'plan.attacks[1].order', text: 'is "up".' },
    { where: 'plan.microBatch', text: 'is 0.' },
  ];
  expect(problemsBesides(problems, 'plan.attacks[0]', ['steps'])).toEqual([problems[0]]);
  expect(problemsBesides(problems, 'plan', ['attacks'])).toEqual([problems[3]]);
});
