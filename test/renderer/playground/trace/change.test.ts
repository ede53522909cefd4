import { expect, it } from 'vitest';
import { choiceOf, choiceProblems, gradientAttacks } from '../../../../src/renderer/playground/trace/change-choice';
import { stepChart } from '../../../../src/renderer/playground/trace/step-chart';
import { stepOf } from '../../../../src/renderer/playground/trace/step-number';
import type { AttackPoint } from '../../../../src/shared/attacks/change';
import type { ModalitySpecs } from '../../../../src/shared/data/modality';

const specs: ModalitySpecs = {
  image: { kind: 'image', height: 28, width: 28, channels: 1, mean: [0.3], std: [0.3] },
  text: { kind: 'text', maxWords: 9 },
};
const draft = { name: 'pgd', norm: 'linf', modalities: ['image'], radii: {}, steps: 20 } as const;

it('offers the gradient attacks of the catalogue, in the radius that is usual', () => {
  expect(gradientAttacks.map(({ name }) => name)).toEqual([
    'fgsm',
    'pgd',
    'mim',
    'apgd',
    'mfa',
    'square',
    'hopskipjump',
    'ensemble',
  ]);
  expect(choiceOf(draft, specs)).toMatchObject({ name: 'pgd', steps: 20, budgets: [{ image: 0.03137 }] });
  const both = choiceOf(
    { ...draft, name: 'fgsm', norm: 'l2', modalities: ['image', 'text'], radii: { text: 1 } },
    specs,
  );
  expect(both).toMatchObject({ name: 'fgsm', norm: 'l2', budgets: [{ image: 0.5, text: 1 }] });
});

it('names the field that is no number yet', () => {
  const wrong = { ...draft, radii: { image: '' }, steps: '1e' };
  expect(() => choiceOf(wrong, specs)).toThrow(expect.objectContaining({ where: 'attack.budgets[0].image' }));
  expect(choiceProblems(wrong, specs).map(({ where }) => where)).toEqual(['attack.budgets[0].image', 'attack.steps']);
  expect(choiceProblems({ ...draft, steps: '' }, specs)).toEqual([]);
});

const point = (...logits: readonly number[]): AttackPoint => ({
  prediction: { logits: [...logits], predicted: 0 },
  norms: {},
  pictures: {},
});

it('numbers the points of a way of which not all are there', () => {
  const points = [point(0), point(0), point(0)];
  expect([0, 1, 2].map((index) => stepOf({ points, taken: 201 }, index))).toEqual([0, 100, 200]);
  expect(stepOf({ points: [point(0)], taken: 1 }, 0)).toBe(0);
});

it('draws the label first, then the classes that come closest on the way', () => {
  const points = [point(0, 3, 1), point(2, 1, 1)];
  const chart = stepChart(
    { clean: points[0].prediction, points, taken: 2, result: points[1] },
    { classes: ['a', 'b', 'c'] },
    1,
  )!;
  expect(chart.data.map(({ name }) => name)).toEqual(['b', 'a', 'c']);
  expect(chart.data[0].x).toEqual([0, 1]);
  expect(chart.table.rows).toHaveLength(2);
});
