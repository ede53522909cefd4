import { countOf, percentInColumn } from '../../../analysis/format';
import { axis, baseLayout, epochAxis, modelColour, trainingLine } from '../../../report/charts/style';
import { cells, left, right, type Chart } from '../../../report/document';
import type { CurvePoint } from '../../../shared/training/training-progress';
import { lossWords, type Target } from '../../../shared/data/target';
import { texts } from '../../texts/catalogue';

const words = texts.models.curves;

export type CurveMeasure = 'loss' | 'accuracy';

const fields = {
  loss: { training: 'trainLoss', validation: 'validationLoss' },
  accuracy: { training: 'trainAccuracy', validation: 'validationAccuracy' },
} as const;
type Field = (typeof fields)[CurveMeasure][keyof (typeof fields)[CurveMeasure]];

/**
 * A learning curve of one model, on training and validation data.
 *
 * @param curve at least one epoch
 * @param bestEpoch the epoch whose weights are kept; null while it is not known
 * @param target what the data ask for in place of one class: it says what the loss is
 * @param besides what the training loss holds that the validation loss does not; null: nothing
 */
export function curveChart(
  measure: CurveMeasure,
  curve: readonly CurvePoint[],
  bestEpoch: number | null,
  target?: Target,
  besides: string | null = null,
): Chart {
  const height = 240;
  const { training, validation } = fields[measure];
  const x = curve.map(({ epoch }) => epoch);
  const color = modelColour(0);
  const kept = curve.filter(({ epoch }) => epoch === bestEpoch);
  /** Accuracies in per cent, losses as they are. */
  const drawn = (points: readonly CurvePoint[], field: Field): readonly number[] =>
    points.map((point) => point[field] * (measure === 'accuracy' ? 100 : 1));
  const line = { type: 'scatter', mode: curve.length < 3 ? 'lines+markers' : 'lines', x } as const;
  return {
    kind: 'chart',
    id: `learning-${measure}`,
    title: words[measure],
    caption: `${words.caption}${kept.length === 0 ? '' : words.kept}${measure === 'accuracy' || besides === null ? '' : words.besides(besides)}`,
    alt: words.alt(words[measure], countOf(curve.length, 'epoch'), shown(measure, curve.at(-1)?.[validation])),
    height,
    layout: {
      ...baseLayout(height),
      xaxis: epochAxis(words.epoch, curve.length),
      yaxis: axis(
        words.axes[measure](lossWords(target)),
        measure === 'accuracy' ? { ticksuffix: ' %' } : { rangemode: 'tozero' },
      ),
    },
    data: [
      { ...line, name: words.validation, y: drawn(curve, validation), line: { color, width: 2.5 } },
      {
        ...line,
        name: words.training,
        y: drawn(curve, training),
        ...trainingLine(color),
      },
      ...(kept.length === 0
        ? []
        : [
            {
              type: 'scatter',
              mode: 'markers',
              name: words.keptPoint,
              x: kept.map(({ epoch }) => epoch),
              y: drawn(kept, validation),
              marker: { color, size: 10 },
            },
          ]),
    ],
    table: {
      kind: 'table',
      caption: words[measure],
      columns: [left(words.epoch), right(words.training), right(words.validation)],
      rows: curve.map((point) =>
        cells(
          `${String(point.epoch)}${point.epoch === bestEpoch ? ` (${words.keptPoint})` : ''}`,
          shown(measure, point[training]),
          shown(measure, point[validation]),
        ),
      ),
    },
  };
}

function shown(measure: CurveMeasure, value: number | undefined): string {
  if (value === undefined) return percentInColumn(null);
  return measure === 'loss' ? value.toFixed(3) : percentInColumn(value);
}
