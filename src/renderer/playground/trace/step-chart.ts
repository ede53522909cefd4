import { percent, percentInColumn } from '../../../analysis/format';
import { softmax } from '../../../analysis/softmax';
import { axis, baseLayout, chartName, modelColour, shareAxis } from '../../../report/charts/style';
import { cells, left, right, type Chart } from '../../../report/document';
import type { AttackSteps } from '../../../shared/change';
import { stepOf } from './step-number';
import { shownName } from '../../../shared/shown-text';
import { texts } from '../../texts/catalogue';

const words = texts.playground.change.chart;
/** Lines that one chart holds apart. */
const most = 5;

/** How the probabilities of the likeliest classes move from point to point. */
export function stepChart(steps: AttackSteps, classes: readonly string[], label: number): Chart {
  const shares = steps.points.map(({ prediction }) => softmax(prediction.logits));
  const numbers = steps.points.map((_, index) => stepOf(steps, index));
  const shown = likeliest(shares, label);
  const name = (index: number): string => shownName(classes.at(index) ?? String(index));
  const height = 230;
  const last = shares.length - 1;
  return {
    kind: 'chart',
    id: 'probabilities-by-step',
    title: words.title,
    caption: words.caption,
    alt: shown
      .map((index) => words.alt(name(index), percent(shares[0][index]), percent(shares[last][index])))
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      xaxis: axis(words.step, { rangemode: 'tozero', dtick: Math.ceil(steps.taken / 12) }),
      yaxis: shareAxis(words.probability),
    },
    data: shown.map((index, place) => ({
      type: 'scatter',
      mode: 'lines+markers',
      name: chartName(name(index)),
      x: numbers,
      y: shares.map((share) => share[index] * 100),
      line: { color: modelColour(place), width: 2.5 },
      marker: { color: modelColour(place), size: 7 },
      hovertemplate: '%{fullData.name}, step %{x}: %{y:.1f} %<extra></extra>',
    })),
    table: {
      kind: 'table',
      caption: words.title,
      columns: [left(words.step), ...shown.map((index) => right(name(index)))],
      rows: shares.map((share, place) =>
        cells(String(numbers[place]), ...shown.map((index) => percentInColumn(share[index]))),
      ),
    },
  };
}

/** The label, then classes by the largest probability that they have anywhere on the way. */
function likeliest(shares: readonly (readonly number[])[], label: number): readonly number[] {
  const largest = (index: number): number => Math.max(...shares.map((share) => share[index]));
  return shares[0]
    .map((_, index) => index)
    .sort((a, b) => Number(b === label) - Number(a === label) || largest(b) - largest(a))
    .slice(0, most);
}
