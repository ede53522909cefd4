import { expect, test } from 'vitest';
import { problemAt, problemExactlyAt, problemsBesides } from '../../../src/renderer/parts/problems';
import { texts } from '../../../src/renderer/texts/catalogue';
import { placeText, planProblems } from '../../../src/renderer/studies/problems';
import { checkPlan } from '../../../src/engine/study/plan-check';
import { PlanDraft } from '../../../src/renderer/plans/plan-draft';
import type { DatasetManifest } from '../../../src/shared/data/dataset';
import { fromWire, LabError, toWire, WireError } from '../../../src/shared/errors';
import { StudyPlan } from '../../../src/shared/plan/plan';
import { parsePlan } from '../../../src/shared/plan/plan-file';
import type { Problem } from '../../../src/shared/problem';

function faultOf(plan: unknown): LabError {
  try {
    parsePlan(plan, 'plan');
  } catch (error) {
    if (error instanceof LabError) return error;
  }
  throw new Error('The plan is sound.');
}

/** Sound by its schema and for the data below. */
const sound = {
  format: 'muroan.study',
  formatVersion: 1,
  name: 'a',
  data: { dataset: 'caption-match' },
  subjects: [
    {
      name: 'a',
      recipe: { encoders: { image: { name: 'cnn' } }, fusion: { name: 'concat' }, head: { name: 'linear' } },
    },
  ],
  attacks: [{ name: 'decoupling', modalities: ['image'] }],
};
const plan = PlanDraft.parse(sound);
const manifest: DatasetManifest = {
  ...{ format: 'muroan.dataset', formatVersion: 1, name: 'caption-match', title: 'Caption match', task: '' },
  ...{ preparation: { name: 'a', version: 1, seed: 0 }, licences: [], classes: ['no', 'yes'], count: 20 },
  modalities: { image: { kind: 'image', height: 28, width: 28, channels: 1, mean: [0], std: [1] } },
  ...{ splits: { train: 10, validation: 5, test: 5 }, unit: 'garment', columns: {}, oracle: null, hash: 'h' },
};

const fault = faultOf({
  format: 'muroan.study',
  formatVersion: 1,
  name: '',
  data: { dataset: 'caption-match' },
  subjects: [{ name: 'a', recipe: { encoders: { image: { name: 'cnn' } }, fusion: { name: 'concat' } } }],
  attacks: [{ name: 'pgd', budgets: [{ image: 'much' }], steps: 0 }],
});

test('a number that nobody has given yet is asked for, not quoted', () => {
  const requirements = [{ measure: 'accuracy', comparison: 'at-least', threshold: '' }];
  const [problem] = planProblems(faultOf({ ...sound, requirements }), plan);
  expect(problem).toEqual({ where: 'plan.requirements[0].threshold', text: texts.ui.number.missing });
});

test('every problem of the check comes to its own field', () => {
  const problems = planProblems(fault, plan);
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
  expect(planProblems(error, plan)).toEqual([{ where: 'plan.data.selection.count', text: 'is 9. Give at most 5.' }]);
});

/** As the engine finds it and a window is told. */
function worded(fields: object): readonly Problem[] {
  const wrong = StudyPlan.parse({ ...sound, ...fields });
  try {
    checkPlan(wrong, manifest);
  } catch (error) {
    const wire = JSON.parse(JSON.stringify(toWire(error))) as unknown;
    return planProblems(fromWire(WireError.parse(wire)), PlanDraft.parse(wrong));
  }
  throw new Error('The plan is sound.');
}

test('an attack that a requirement lacks is asked for without an index, which counts otherwise than the screen', () => {
  const requirements = [{ measure: 'robust-accuracy', comparison: 'at-least', threshold: 0.5 }];
  const chosen = [{ text: 'Choose an attack of this plan.' }];
  expect(planProblems(faultOf({ ...sound, requirements }), plan)).toMatchObject(chosen);
  expect(planProblems(faultOf({ ...sound, requirements: [{ ...requirements[0], attack: 9 }] }), plan)).toMatchObject(
    chosen,
  );
  expect(planProblems(faultOf({ ...sound, attacks: [], requirements }), plan)).toMatchObject([
    { text: 'is missing. The plan has no attack: add one, or ask for another measure.' },
  ]);
});

test('what is there a second time is told beside the first by its number and name', () => {
  const removal = { name: 'decoupling', modalities: ['image'] };
  expect(worded({ attacks: [removal, removal] })).toEqual([
    { where: 'plan.attacks[1]', text: texts.builder.summary.sameAs('attack 1 (Decoupling)') },
  ]);
  expect(worded({ attacks: [removal, { name: 'pgd', budgets: [{ image: 0.1 }, { image: 0.1 }] }] })).toEqual([
    { where: 'plan.attacks[1].budgets[1]', text: texts.builder.summary.sameAs('attack 2 (PGD) · budget 1') },
  ]);
  expect(worded({ degradations: [{ name: 'noise', modalities: ['image'], levels: [0.5, 0.5] }] })).toEqual([
    {
      where: 'plan.degradations[0].levels[1]',
      text: texts.builder.summary.sameAs('noise or missing input 1 (Noise) · level 1'),
    },
  ]);
});

test('a budget that an attack does not have is asked for without its index', () => {
  const attacks = [{ name: 'pgd', budgets: [{ image: 0.1 }] }];
  const requirement = { measure: 'robust-accuracy', attack: 0, budget: 3, comparison: 'at-least', threshold: 0.5 };
  expect(worded({ attacks, requirements: [requirement] })).toEqual([
    { where: 'plan.requirements[0].budget', text: texts.builder.requirements.chooseBudget },
  ]);
  const mistakes = { ...requirement, measure: 'label-preserving-robust-accuracy', budget: 0 };
  expect(worded({ attacks, requirements: [mistakes] })).toMatchObject([
    {},
    { where: 'plan.requirements[0].attack', text: texts.builder.requirements.leavesDecidable('Attack 1 (PGD)') },
  ]);
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
