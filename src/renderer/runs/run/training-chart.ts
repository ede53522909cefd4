import type { CurvePoint } from '../../../shared/training/training-progress';
import { axis, baseLayout, chartName, epochAxis, modelColour, trainingLine } from '../../../report/charts/style';
import { cells, left, right, type Chart } from '../../../report/document';
import { countOf, percentInColumn } from '../../../analysis/format';
import { texts } from '../../texts/catalogue';

const words = texts.run.curves;

export interface TrainedCurve {
  readonly title: string;
  readonly curve: readonly CurvePoint[];
}

/** Accuracy by epoch of models that are being trained. */
export function trainingChart(curves: readonly TrainedCurve[]): Chart {
  const height = 230;
  const line = { type: 'scatter', mode: 'lines+markers' } as const;
  return {
    kind: 'chart',
    id: 'training',
    title: words.title,
    caption: words.caption,
    alt: curves.map(({ title, curve }) => words.alt(title, epochs(curve), accuracy(curve))).join(' '),
    height,
    layout: {
      ...baseLayout(height),
      xaxis: epochAxis(words.epoch, longest(curves)),
      yaxis: axis(words.accuracy, { ticksuffix: ' %' }),
    },
    data: curves.flatMap(({ title, curve }, index) => {
      const x = curve.map(({ epoch }) => epoch);
      const color = modelColour(index);
      return [
        {
          ...line,
          name: chartName(title),
          legendgroup: String(index),
          x,
          y: curve.map(({ validationAccuracy }) => validationAccuracy * 100),
          line: { color, width: 2.5 },
        },
        {
          ...line,
          name: words.training(title),
          legendgroup: String(index),
          showlegend: false,
          x,
          y: curve.map(({ trainAccuracy }) => trainAccuracy * 100),
          ...trainingLine(color, index),
        },
      ];
    }),
    table: {
      kind: 'table',
      caption: words.title,
      columns: [left(words.model), right(words.epochs), right(words.trainAccuracy), right(words.validationAccuracy)],
      rows: curves.map(({ title, curve }) =>
        cells(title, String(curve.length), percentInColumn(curve.at(-1)?.trainAccuracy ?? null), accuracy(curve)),
      ),
    },
  };
}

function accuracy(curve: readonly CurvePoint[]): string {
  return percentInColumn(curve.at(-1)?.validationAccuracy ?? null);
}

function epochs(curve: readonly CurvePoint[]): string {
  return countOf(curve.length, 'epoch');
}

function longest(curves: readonly TrainedCurve[]): number {
  return Math.max(1, ...curves.map(({ curve }) => curve.length));
}
