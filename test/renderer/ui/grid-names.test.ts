import { expect, it } from 'vitest';
import { gridOf } from '../../../src/renderer/ui/study-grid/grid';
import type { Cell } from '../../../src/shared/plan/plan';

const model = (id: string, title: string, role: string, subject: string, seed = 0): Cell =>
  ({ kind: 'model', model: id, title, role, subject, spec: { seed } }) as unknown as Cell;

it('baselines of one name and seed are told apart by the models that they stand beside', () => {
  const { models } = gridOf(
    {
      rows: [0],
      cells: [
        model('1', 'small', 'subject', 'small'),
        model('2', 'large', 'subject', 'large'),
        model('3', 'image only (cnn)', 'baseline', 'small'),
        model('4', 'image only (cnn)', 'baseline', 'large'),
        model('5', 'image only (cnn)', 'baseline', 'small', 1),
        model('6', 'text only (mlp)', 'baseline', 'small'),
      ],
    },
    {},
  );
  expect(models.map(({ title }) => title)).toEqual([
    'small',
    'large',
    'image only (cnn), for small',
    'image only (cnn), for large',
    'image only (cnn)',
    'text only (mlp)',
  ]);
});
