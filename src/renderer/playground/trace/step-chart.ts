import { percent, percentInColumn } from '../../../analysis/format';
import { answerShares, type AnswerShare } from '../../../analysis/answer-shares';
import { axis, baseLayout, chartName, modelColour, shareAxis } from '../../../report/charts/style';
import { cells, left, right, type Chart } from '../../../report/document';
import type { AttackSteps } from '../../../shared/attacks/change';
import { stepOf } from './step-number';
import { shownName } from '../../../shared/text/shown-text';
import type { Answered } from '../../../shared/data/target';
import { texts } from '../../texts/catalogue';

const words = texts.playground.change.chart;
/** Lines that one chart holds apart. */
const most = 5;

/** How the probabilities of the likeliest classes move from point to point; null of a value, which has none. */
export function stepChart(steps: AttackSteps, data: Answered, label: number): Chart | null {
  const known = steps.points.flatMap(({ prediction }) => {
    const own = answerShares(data, prediction.logits, label);
    return own === null ? [] : [own];
  });
  if (known.length === 0) return null;
  const shares = known.map((own) => own.map(({ share }) => share));
  const numbers = steps.points.map((_, index) => stepOf(steps, index));
  const shown = likeliest(known);
  const name = (index: number): string => shownName(known[0][index].name);
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
function likeliest(points: readonly (readonly AnswerShare[])[]): readonly number[] {
  const largest = (index: number): number => Math.max(...points.map((own) => own[index].share));
  return [...points[0]]
    .sort((a, b) => Number(b.isLabel) - Number(a.isLabel) || largest(b.index) - largest(a.index))
    .slice(0, most)
    .map(({ index }) => index);
}
