import type { AnalysedRun } from '../../analysis/analysed-run';
import { percent } from '../../analysis/format';
import type { Rate } from '../../analysis/statistics/estimate';
import { share } from '../../report/cell-text';
import { axis, baseLayout, chartName, shareAxis } from '../../report/charts/style';
import { cells, left, right, type Chart } from '../../report/document';
import type { SeriesStyle } from '../charts/series-style';
import { texts } from '../texts/catalogue';

const words = texts.compare;
/** What a screen holds, in CSS pixels. */
const tallest = 1400;

export interface NamedRun {
  readonly run: AnalysedRun;
  readonly name: string;
  readonly style: SeriesStyle;
}

/** Accuracy of every run under every attack: one row per attack and model, one colour and marker per run. */
export function accuracyChart(runs: readonly NamedRun[]): Chart {
  const series = runs.map((named) => ({ ...named, rates: ratesOf(named.run) }));
  const rows = [...new Set(series.flatMap(({ rates }) => [...rates.keys()]))];
  const height = Math.min(tallest, 110 + rows.length * Math.max(20, 12 * runs.length));
  return {
    kind: 'chart',
    id: 'compared-accuracy',
    title: words.accuracy,
    caption: words.accuracyCaption,
    alt: series
      .map(
        ({ name, rates }) => `${name}: ${[...rates].map(([row, rate]) => `${row} ${percent(rate.value)}`).join(', ')}.`,
      )
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      showlegend: false,
      margin: {
        l: Math.min(400, 24 + 7 * Math.max(...rows.map((row) => chartName(row, 52).length))),
        r: 24,
        t: 12,
        b: 52,
      },
      xaxis: shareAxis(words.axis),
      yaxis: axis('', {
        tickvals: rows.map((_, index) => index),
        ticktext: rows.map((row) => chartName(row, 52)),
        range: [rows.length - 0.5, -0.5],
        automargin: false,
      }),
    },
    data: series.map(({ name, style, rates }, index) => {
      const offset = (index - (series.length - 1) / 2) * Math.min(0.24, 0.7 / series.length);
      const points = [...rates].flatMap(([row, rate]) =>
        rate.value === null ? [] : [{ row, rate, value: rate.value }],
      );
      return {
        type: 'scatter',
        mode: 'markers',
        name: chartName(name),
        x: points.map(({ value }) => value * 100),
        y: points.map(({ row }) => rows.indexOf(row) + offset),
        text: points.map(({ row }) => row),
        error_x: {
          type: 'data',
          symmetric: false,
          array: points.map(({ rate, value }) => ((rate.high ?? value) - value) * 100),
          arrayminus: points.map(({ rate, value }) => (value - (rate.low ?? value)) * 100),
          thickness: 2,
          width: 0,
          color: style.colour,
        },
        marker: { size: 9, color: style.colour, symbol: style.marker },
        hovertemplate: '%{fullData.name}, %{text}: %{x:.1f} %<extra></extra>',
      };
    }),
    table: {
      kind: 'table',
      caption: words.accuracy,
      columns: [left(words.columns.measure), ...series.map(({ name }) => right(name))],
      rows: rows.map((row) => cells(row, ...series.map(({ rates }) => share(rates.get(row))))),
    },
  };
}

/** Accuracies of a run by `attack, model`. */
function ratesOf({ analysis }: AnalysedRun): ReadonlyMap<string, Rate> {
  const models = analysis.subjects.flatMap((subject) => subject.models);
  const of = (
    attack: string,
    rate: (model: (typeof models)[number]) => Rate | undefined,
  ): readonly (readonly [string, Rate])[] =>
    models.flatMap((model) => {
      const measured = rate(model);
      return measured === undefined ? [] : [[`${attack}, ${model.title}`, measured] as const];
    });
  return new Map([
    ...of(words.noAttack, ({ accuracy }) => accuracy),
    ...analysis.attacks.flatMap(({ key, title }) =>
      of(
        title,
        ({ removals, perturbations }) =>
          [...removals, ...perturbations].find(({ setting }) => setting.key === key)?.robustAccuracy,
      ),
    ),
  ]);
}
