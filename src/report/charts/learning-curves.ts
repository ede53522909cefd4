import { percentInColumn } from '../../analysis/format';
import type { ModelDescription } from '../../shared/models/model-description';
import { learnsBesides } from '../../shared/recipe/training-loss';
import { leastImprovement } from '../../shared/training/training';
import { cells, left, right, type Chart } from '../document';
import { axis, baseLayout, chartName, epochAxis, lineMarkers, modelColour, modelMarker, trainingLine } from './style';

/** Loss on training (dotted, hollow) and validation data (solid) by epoch. */
export function learningCurves(
  id: string,
  models: readonly { readonly title: string; readonly description: ModelDescription }[],
): Chart {
  const height = 270;
  const epochs = Math.max(1, ...models.map(({ description }) => description.curve.length));
  return {
    kind: 'chart',
    id,
    title: 'Learning curves',
    caption: `Loss by epoch: dotted and hollow on the training data, solid on the validation data. The weights of the marked epoch were kept, the last to lower the validation loss by more than ${String(leastImprovement)}.${besides(models)}`,
    alt: models
      .map(
        ({ title, description }) =>
          `${title}: validation loss ${loss(description.curve.at(0)?.validationLoss)} after the first epoch, ${loss(best(description)?.validationLoss)} at the epoch kept.`,
      )
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      xaxis: epochAxis('epoch', epochs),
      yaxis: axis('loss (cross-entropy)', { rangemode: 'tozero' }),
    },
    data: models.flatMap(({ title, description: { curve, bestEpoch } }, index) => {
      const color = modelColour(index);
      const kept = curve.filter(({ epoch }) => epoch === bestEpoch);
      const line = { type: 'scatter', mode: 'lines+markers', legendgroup: String(index) } as const;
      return [
        {
          ...line,
          name: chartName(title),
          x: curve.map(({ epoch }) => epoch),
          y: curve.map(({ validationLoss }) => validationLoss),
          line: { color, width: 2.5 },
          marker: lineMarkers(index),
        },
        {
          ...line,
          showlegend: false,
          name: `${title}, training`,
          x: curve.map(({ epoch }) => epoch),
          y: curve.map(({ trainLoss }) => trainLoss),
          ...trainingLine(color, index),
        },
        {
          ...line,
          mode: 'markers',
          showlegend: false,
          name: `${title}, kept`,
          x: kept.map(({ epoch }) => epoch),
          y: kept.map(({ validationLoss }) => validationLoss),
          marker: { color, symbol: modelMarker(index), size: 12 },
        },
      ];
    }),
    table: {
      kind: 'table',
      caption: 'Learning curves: last epoch before training ended, and the epoch kept',
      columns: [left('model'), right('epochs'), right('kept'), right('validation loss'), right('validation accuracy')],
      rows: models.map(({ title, description }) => {
        const kept = best(description);
        return cells(
          title,
          String(description.curve.length),
          String(description.bestEpoch),
          loss(kept?.validationLoss),
          percentInColumn(kept?.validationAccuracy ?? null),
        );
      }),
    },
  };
}

/** Where the dotted line of a model is of more than its solid one. */
function besides(models: Parameters<typeof learningCurves>[1]): string {
  return models
    .flatMap(({ title, description: { spec } }) => {
      const more = learnsBesides(spec.recipe);
      return more === null ? [] : [` The training loss of ${title} holds ${more}, the validation loss does not.`];
    })
    .join('');
}

function best({ curve, bestEpoch }: ModelDescription): ModelDescription['curve'][number] | undefined {
  return curve.find(({ epoch }) => epoch === bestEpoch);
}

function loss(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3);
}
