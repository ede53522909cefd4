import { expect, test } from 'vitest';
import { analysed } from '../../../src/analysis/analysed-run';
import { accuracyChart } from '../../../src/renderer/compare/accuracy-chart';
import { syntheticRun } from '../../analysis/synthetic-run';

test('what both runs suffer is a row of the chart and of its table; a level of one of them is told apart', () => {
  const named = [
    [0.2, 0.4, 1],
    [0.9, 1],
  ].map((levels, index) => ({
    run: analysed(
      syntheticRun({
        count: 40,
        subjects: ['concat', 'late'],
        attacks: [],
        plan: { degradations: [{ name: 'noise', modalities: ['image'], levels }] },
      }),
    ),
    name: index === 0 ? 'first' : 'second',
    style: { colour: '#000000', marker: 'circle' } as never,
  }));
  const { chart, unshared } = accuracyChart(named);
  expect(unshared).toEqual([
    { runs: ['first'], models: ['concat', 'late'], conditions: ['Noise 0.2 on image', 'Noise 0.4 on image'] },
    { runs: ['second'], models: ['concat', 'late'], conditions: ['Noise 0.9 on image'] },
  ]);
  expect(JSON.stringify(chart.table.rows)).toContain('Noise 1 on image, concat');
});
