import { decimal, percent } from '../../analysis/format';
import type { RemovalMeasures } from '../../analysis/measures/removal';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { share } from '../cell-text';
import { cells, left, right, type Chart, type Row } from '../document';
import { errorBars } from './error-bars';
import { baseLayout, chartName, modelColour, rowAxis, shareAxis } from './style';

/** Success per true class. */
export function classSuccessChart(
  id: string,
  attack: string,
  models: readonly { readonly model: ModelAnalysis; readonly measures: RemovalMeasures }[],
): Chart {
  const classes = models.at(0)?.measures.byClass.map(({ name }) => name) ?? [];
  const oracle = models.some(({ measures }) => measures.decidableSuccessRate !== null);
  const height = 130 + classes.length * Math.max(26, 16 * models.length);
  return {
    kind: 'chart',
    id,
    title: `Answers changed per true class: ${attack}`,
    caption:
      'With 95 % intervals. A class that changes easily may rest on little evidence; few samples give wide intervals.',
    alt: models
      .map(
        ({ model, measures }) =>
          `${model.title}: ${measures.byClass.map(({ name, successRate }) => `${name} ${percent(successRate.value)}`).join(', ')}.`,
      )
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      margin: { l: Math.min(300, 24 + 7.5 * Math.max(4, ...classes.map((name) => name.length))), r: 24, t: 28, b: 52 },
      barmode: 'group',
      bargap: 0.3,
      xaxis: shareAxis('right answers changed'),
      yaxis: rowAxis(classes),
    },
    data: models.map(({ model, measures }, index) => ({
      type: 'bar',
      orientation: 'h',
      name: chartName(model.title),
      y: measures.byClass.map((_, place) => place),
      x: measures.byClass.map(({ successRate }) => (successRate.value ?? 0) * 100),
      marker: { color: modelColour(index) },
      error_x: errorBars(
        measures.byClass.map(({ successRate }) => successRate),
        { color: '#7a7a7a' },
      ),
      hovertemplate: '%{x:.1f} %<extra></extra>',
    })),
    table: {
      kind: 'table',
      caption: `Success per true class: ${attack}`,
      columns: [
        left('class'),
        right('right answers attacked'),
        right('changed'),
        ...(oracle ? [right('changed, label still decidable')] : []),
      ],
      rows: models.flatMap(({ model, measures }): Row[] => [
        { kind: 'group', title: model.title },
        ...measures.byClass.map(({ name, successRate, decidableSuccessRate }) =>
          cells(name, decimal(successRate.n), share(successRate), ...(oracle ? [share(decidableSuccessRate)] : [])),
        ),
      ]),
    },
  };
}
