import { expect, it } from 'vitest';
import { withMore } from '../../../../src/renderer/runs/run/recorded';
import { soFarChart } from '../../../../src/renderer/runs/run/so-far-chart';
import type { ModelCell } from '../../../../src/shared/plan/plan';

const model = (title: string): ModelCell => ({ title, model: title, spec: { seed: 0 } }) as unknown as ModelCell;
const grid = {
  models: [model('concat'), model('concat without text')],
  lines: [
    { title: null, cells: [{ id: 'a' }, { id: 'b' }] },
    { title: 'PGD', cells: [{ id: 'c' }, null] },
  ],
};

it('draws what has records, model by model', () => {
  const recorded = withMore(new Map(), {
    a: [{ group: 'x', count: 4, correct: 3 }],
    c: [{ group: 'x', count: 2, correct: 0 }],
  });
  const chart = soFarChart(grid, recorded);
  expect(chart?.data.map(({ x }) => x)).toEqual([[75, 0]]);
  expect(chart?.table.rows).toHaveLength(2);
});

it('is not there before the first record', () => {
  expect(soFarChart(grid, new Map())).toBeNull();
});
