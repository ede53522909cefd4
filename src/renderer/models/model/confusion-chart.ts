import { countOf, decimal, percent, percentInColumn } from '../../../analysis/format';
import { axis, baseLayout, chartName } from '../../../report/charts/style';
import { cells, left, right, type Chart, type Table } from '../../../report/document';
import { shownName } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';

const words = texts.models.confusion;

/** Classes up to which every cell holds its number, and the table is the matrix itself. */
const legible = 12;
/** Mistakes that a table of many classes lists, the most frequent first. */
const mostListed = 100;
/** Shares that the scale of colours names. */
const scaleTicks = [0, 0.25, 0.5, 0.75, 1];
/** Zero is the ground; the wash stays light enough for the text on it. */
const wash = [
  [0, 'rgba(0, 114, 178, 0)'],
  [1, 'rgba(0, 114, 178, 0.6)'],
] as const;

/**
 * Which class is answered as which. Colours are shares of the samples of a class, so that rare classes count as much.
 *
 * @param confusion samples by class (row) and answer (column)
 */
export function confusionChart(confusion: readonly (readonly number[])[], named: readonly string[]): Chart {
  const classes = named.map(shownName);
  const count = classes.length;
  const height = Math.min(640, 130 + Math.max(count * 24, 120));
  const places = classes.map((_, index) => index);
  const names = classes.map((name) => chartName(name, 24));
  const shares = confusion.map((row) => row.map((samples) => shareOf(samples, row)));
  const ticks = { tickmode: 'array', tickvals: places, ticktext: names, showgrid: false, zeroline: false } as const;
  const worst = mistakesOf(confusion).at(0);
  return {
    kind: 'chart',
    id: 'confusion',
    title: words.title,
    caption: words.caption,
    alt:
      worst === undefined
        ? words.noMistake
        : words.alt(countOf(worst.samples, 'sample'), classes[worst.label], classes[worst.answer]),
    height,
    layout: {
      ...baseLayout(height),
      margin: { l: 64, r: 16, t: 12, b: 52 },
      xaxis: axis(words.answer, { ...ticks, tickangle: count > legible ? -60 : 'auto' }),
      yaxis: axis(words.label, { ...ticks, autorange: 'reversed' }),
    },
    data: [
      {
        type: 'heatmap',
        x: places,
        y: places,
        z: shares,
        text: confusion.map((row) => row.map((samples) => decimal(samples))),
        meta: { rows: classes, columns: classes },
        ...(count > legible ? {} : { texttemplate: '%{text}' }),
        customdata: shares.map((row) => row.map(percent)),
        hovertemplate: '%{text} · %{customdata}<extra></extra>',
        colorscale: wash,
        zmin: 0,
        zmax: 1,
        xgap: 1,
        ygap: 1,
        colorbar: {
          tickvals: scaleTicks,
          ticktext: scaleTicks.map(percent),
          thickness: 12,
          outlinewidth: 0,
          title: { text: words.scale, side: 'right' },
        },
      },
    ],
    table: count > legible ? mistakesTable(confusion, classes) : matrixTable(confusion, classes),
  };
}

function matrixTable(confusion: readonly (readonly number[])[], classes: readonly string[]): Table {
  return {
    kind: 'table',
    caption: words.table,
    columns: [left(words.label), ...classes.map((name) => right(name))],
    rows: confusion.map((row, label) => cells(classes[label], ...row.map((samples) => decimal(samples)))),
  };
}

function mistakesTable(confusion: readonly (readonly number[])[], classes: readonly string[]): Table {
  const mistakes = mistakesOf(confusion);
  return {
    kind: 'table',
    caption: words.mistakes,
    columns: [left(words.label), left(words.answer), right(words.samples), right(words.scale)],
    rows: mistakes
      .slice(0, mostListed)
      .map(({ label, answer, samples }) =>
        cells(classes[label], classes[answer], decimal(samples), percentInColumn(shareOf(samples, confusion[label]))),
      ),
    ...(mistakes.length > mostListed ? { note: words.listed(decimal(mostListed), decimal(mistakes.length)) } : {}),
  };
}

interface Mistake {
  readonly label: number;
  readonly answer: number;
  readonly samples: number;
}

/** Pairs of class and wrong answer, the most frequent first. */
export function mistakesOf(confusion: readonly (readonly number[])[]): readonly Mistake[] {
  return confusion
    .flatMap((row, label) => row.map((samples, answer) => ({ label, answer, samples })))
    .filter(({ label, answer, samples }) => label !== answer && samples > 0)
    .sort((a, b) => b.samples - a.samples);
}

function shareOf(samples: number, row: readonly number[]): number | null {
  const all = row.reduce((sum, own) => sum + own, 0);
  return all === 0 ? null : samples / all;
}
