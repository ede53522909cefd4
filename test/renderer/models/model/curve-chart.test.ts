import { expect, it } from 'vitest';
import { confusionChart } from '../../../../src/renderer/models/model/confusion-chart';
import { curveChart } from '../../../../src/renderer/models/model/curve-chart';
import { trainingChart } from '../../../../src/renderer/runs/run/training-chart';
import { modelColour } from '../../../../src/report/charts/style';
import type { Chart } from '../../../../src/report/document';
import { chartInFractions } from '../../../../src/report/units/chart-in-fractions';

const curve = [
  { epoch: 1, step: 100, trainLoss: 0.9, validationLoss: 1.2, trainAccuracy: 0.5, validationAccuracy: 0.25 },
  { epoch: 2, step: 200, trainLoss: 0.7, validationLoss: 1.1, trainAccuracy: 0.75, validationAccuracy: 0.5 },
];

it.each([
  ['of a model', curveChart('accuracy', curve, 2)],
  ['of models in training', trainingChart([{ title: 'concat', curve }])],
])(
  'accuracies %s are drawn in per cent, with the sign set as in all texts, and as fractions where wished',
  (_, chart) => {
    expect(chart.layout.yaxis).toMatchObject({ ticksuffix: ' %' });
    expect(chart.data[0]).toMatchObject({ y: [25, 50] });
    expect(chart.data[1]).toMatchObject({ y: [50, 75] });
    const fractions = chartInFractions(chart);
    expect(fractions.layout.yaxis).not.toHaveProperty('ticksuffix');
    expect(fractions.data[0]).toMatchObject({ y: [0.25, 0.5] });
  },
);

it.each([
  ['of a model', curveChart('loss', curve.slice(0, 1), null)],
  ['of models in training', trainingChart([{ title: 'concat', curve: curve.slice(0, 1) }])],
])('one epoch %s stands at 1, hollow on the training data, in one colour', (_, { layout, data }) => {
  const { range } = layout.xaxis as { readonly range: readonly [number, number] };
  expect(range[0]).toBeGreaterThan(0);
  expect((range[0] + range[1]) / 2).toBe(1);
  expect(data[1]).toMatchObject({ marker: { symbol: 'circle-open', color: modelColour(0) } });
  expect(data[0]).toMatchObject({ line: { color: modelColour(0) } });
});

it('losses are drawn as they are', () => {
  const { data, layout } = curveChart('loss', curve, null, { kind: 'value', unit: 'm', range: [0, 9], tolerance: 0.5 });
  expect(data[0]).toMatchObject({ y: [1.2, 1.1] });
  expect(layout.yaxis).not.toHaveProperty('ticksuffix');
  expect(JSON.stringify(layout.yaxis)).toContain('Huber loss, in tolerances of 0.5 m');
});

it('the colours of a confusion are explained in per cent, and as fractions where wished', () => {
  const scale = (chart: Chart): unknown => {
    const [{ colorbar, customdata }] = chart.data as unknown as readonly {
      colorbar: { ticktext: readonly string[] };
      customdata: readonly (readonly string[])[];
    }[];
    return [colorbar.ticktext.at(1), customdata[0][0]];
  };
  const chart = confusionChart(
    [
      [9, 1],
      [0, 4],
    ],
    ['a', 'b'],
  );
  expect(scale(chart)).toEqual(['25.0\u00a0%', '90.0\u00a0%']);
  expect(scale(chartInFractions(chart))).toEqual(['0.250', '0.900']);
});
