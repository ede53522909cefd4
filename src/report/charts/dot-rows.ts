import { percent } from '../../analysis/format';
import type { Estimate } from '../../analysis/statistics/estimate';
import { share } from '../cell-text';
import { cells, left, right, type Chart } from '../document';
import { errorBars } from './error-bars';
import { baseLayout, chartName, rowAxis, rowNames, shareAxis } from './style';

/** One set of dots. */
export interface DotSeries {
  readonly name: string;
  /** By row; rows without one have no dot of the series. */
  readonly rates: ReadonlyMap<string, Estimate>;
  readonly marker: { readonly color: string; readonly symbol?: string };
}

export interface DotRows extends Pick<Chart, 'id' | 'title' | 'caption'> {
  readonly tableCaption: string;
  readonly rowTitle: string;
  readonly rows: readonly string[];
  readonly series: readonly DotSeries[];
  /** In CSS pixels. */
  readonly tallest: number;
  readonly showlegend: boolean;
  /** What the shares are; left out: samples answered correctly. */
  readonly axis?: string;
}

/** Accuracies as dots with intervals: one row per attack, one colour per series. */
export function dotRows(given: DotRows): Chart {
  const {
    id,
    title,
    caption,
    tableCaption,
    rowTitle,
    rows,
    series,
    tallest,
    showlegend,
    axis = 'samples answered correctly',
  } = given;
  const named = rowNames(rows);
  const height = Math.min(tallest, 115 + rows.length * Math.max(named.height, 10 * series.length));
  return {
    kind: 'chart',
    id,
    title,
    caption,
    alt: series
      .map(
        ({ name, rates }) => `${name}: ${[...rates].map(([row, rate]) => `${row} ${percent(rate.value)}`).join(', ')}.`,
      )
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      showlegend,
      margin: {
        l: named.margin,
        r: 24,
        t: showlegend ? 28 : 12,
        b: 52,
      },
      xaxis: shareAxis(axis),
      yaxis: rowAxis(named.names),
    },
    data: series.map(({ name, rates, marker }, index) => {
      const offset = (index - (series.length - 1) / 2) * Math.min(0.22, 0.7 / series.length);
      const dots = [...rates].flatMap(([row, rate]) => (rate.value === null ? [] : [{ row, rate, value: rate.value }]));
      return {
        type: 'scatter',
        mode: 'markers',
        name: chartName(name),
        x: dots.map(({ value }) => value * 100),
        y: dots.map(({ row }) => rows.indexOf(row) + offset),
        text: dots.map(({ row }) => row),
        error_x: errorBars(
          dots.map(({ rate }) => rate),
          { color: marker.color, thickness: 2, width: 0 },
        ),
        marker: { size: 9, ...marker },
        hovertemplate: '%{fullData.name}, %{text}: %{x:.1f} %<extra></extra>',
      };
    }),
    table: {
      kind: 'table',
      caption: tableCaption,
      columns: [left(rowTitle), ...series.map(({ name }) => right(name))],
      rows: rows.map((row) => cells(row, ...series.map(({ rates }) => share(rates.get(row))))),
    },
  };
}
