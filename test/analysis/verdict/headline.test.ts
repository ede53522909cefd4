import { expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse';
import { editPerturbations, pgd, syntheticRun, type SyntheticOptions } from '../synthetic-run';

const analysisOf = (options: SyntheticOptions) => analyse(syntheticRun({ count: 60, success: () => 0.6, ...options }));
const headlineOf = (options: SyntheticOptions): string => analysisOf(options).verdict.headline;
const square = { name: 'square' as const, budgets: [{ image: 0.1 }] };

test('an attack that follows no gradient is not said to follow one', () => {
  const headline = headlineOf({ attacks: [square] });
  expect(headline).toMatch(/^By the strongest attack, small changes of the image change \d/u);
  expect(headline).not.toMatch(/gradient/iu);
});

test('models are not set side by side by radii inside them', () => {
  const attacks = [pgd([{ image: 0.1 }]), pgd([{ text: 0.1 }])];
  const latentBreaksAll = editPerturbations((record) => ({
    ...record,
    outcome: record.outcome && { ...record.outcome, success: !record.cell.endsWith('-0-0') },
  }));
  const headline = headlineOf({ attacks, edit: latentBreaksAll });
  expect(headline).toContain('small changes of the image change 0\u00a0% (concat) and 0\u00a0% (product)');
  expect(headline).toContain('Changes made inside the models (latent) are left out');
  expect(headlineOf({ attacks: [square] })).not.toContain('latent');
  const onlyLatent = headlineOf({ attacks: [pgd([{ text: 0.1 }])] });
  expect(onlyLatent).toContain('no figure ranks one model above another');
  expect(onlyLatent).not.toMatch(/\d/u);
});

test('of one model alone, a change inside it is told as such', () => {
  expect(headlineOf({ subjects: ['concat'], attacks: [pgd([{ text: 0.1 }])] })).toMatch(
    /^By the strongest attack, small changes inside the model \(latent\) change \d/u,
  );
});

test('of one model, what is changed inside it stands beside what is changed of its input', () => {
  expect(headlineOf({ subjects: ['concat'], attacks: [pgd([{ image: 0.1 }]), pgd([{ text: 0.1 }])] })).toMatch(
    /small changes of the image change \d[^;]*of the right answers; small changes inside the model \(latent\) change \d/u,
  );
});

test('warnings of a search by scores speak of no gradient', () => {
  const asGoodAsNoise = editPerturbations((record) => ({
    ...record,
    controls: record.controls && { ...record.controls, randomNoise: [true, true, true] },
  }));
  const adviceOf = (attack: typeof square | ReturnType<typeof pgd>): string | undefined =>
    analysisOf({ subjects: ['concat'], attacks: [attack], edit: asGoodAsNoise }).flags.find(
      ({ check }) => check === 'random-noise',
    )?.advice;
  expect(adviceOf(square)).toContain('The search adds nothing');
  expect(adviceOf(square)).not.toContain('gradient');
  expect(adviceOf(pgd([{ image: 0.1 }]))).toContain('The gradient adds nothing');
});
