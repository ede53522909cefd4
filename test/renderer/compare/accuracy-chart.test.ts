import { expect, test } from 'vitest';
import { analysed } from '../../../src/analysis/analysed-run';
import { accuracyChart } from '../../../src/renderer/compare/accuracy-chart';
import { syntheticRun } from '../../analysis/synthetic-run';

test('what both runs suffer is a row of the chart and of its table; a level of one of them is told apart', () => {
  const named = [
    [0.2, 1],
    [0.9, 1],
  ].map((levels, index) => ({
    run: analysed(
      syntheticRun({
        count: 40,
        subjects: ['concat'],
        attacks: [],
        plan: { degradations: [{ name: 'noise', modalities: ['image'], levels }] },
      }),
    ),
    name: index === 0 ? 'first' : 'second',
    style: { colour: '#000000', marker: 'circle' } as never,
  }));
  const { chart, unshared } = accuracyChart(named);
  expect(unshared).toEqual([
    { title: 'Noise 0.2 on image, concat', runs: ['first'] },
    { title: 'Noise 0.9 on image, concat', runs: ['second'] },
  ]);
  expect(JSON.stringify(chart.table.rows)).toContain('Noise 1 on image, concat');
});
