import { expect, test } from 'vitest';
import type { SuccessCurve } from '../../../src/analysis/measures/curve';
import { controlCurves } from '../../../src/report/charts/success-curves';
import type { Chart } from '../../../src/report/document';
import { decoupling } from '../../analysis/synthetic-run';
import { study } from '../../analysis/synthetic-study';

/** The chart of one model whose attack and whose random search rise as given. */
function chartOf(attack: Pick<SuccessCurve, 'x' | 'y'>, search: Pick<SuccessCurve, 'x' | 'y'>): Chart {
  const [model] = study({ count: 40, subjects: ['concat'], attacks: [decoupling()] }).subjects[0].models;
  const [measures] = model.removals;
  const { randomSearch } = measures.controls;
  return controlCurves('chart', 'Decoupling', [
    {
      model,
      measures: {
        ...measures,
        curve: { ...measures.curve, ...attack },
        decidableCurve: null,
        controls: {
          ...measures.controls,
          randomRemoval: { ...measures.controls.randomRemoval, draws: 0 },
          randomSearch: { ...randomSearch, draws: 1, curve: { ...randomSearch.curve, ...search } },
        },
      },
    },
  ]);
}

function lineOf({ data }: Chart, name: string): { readonly x: readonly number[]; readonly y: readonly number[] } {
  return data.find((trace) => trace.name === name) as never;
}

test('a search that goes on far beyond the attack does not press the attack against the edge, and the caption says so', () => {
  const chart = chartOf({ x: [0.01, 0.02], y: [0.2, 0.5] }, { x: [0.015, 0.9], y: [0.1, 0.4] });
  const [, end] = (chart.layout.xaxis as { readonly range: readonly [number, number] }).range;
  expect(end).toBeCloseTo(2.2, 9);
  const search = lineOf(chart, 'random search');
  expect(Math.max(...search.x)).toBeCloseTo(end, 9);
  expect(search.y).toEqual([0, 10, 10]);
  expect(chart.caption).toContain('goes on beyond this axis');
  expect(JSON.stringify(chart.table.rows)).toContain('40');
});

test('what fits is drawn to its end, without a word', () => {
  const chart = chartOf({ x: [0.01, 0.02], y: [0.2, 0.5] }, { x: [0.015, 0.02], y: [0.1, 0.4] });
  expect(lineOf(chart, 'random search').y).toEqual([0, 10, 40, 40]);
  expect(chart.caption).not.toContain('beyond this axis');
});
